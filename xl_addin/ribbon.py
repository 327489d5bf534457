"""The buttons: one function each, over the xlwings API only, so that Excel, LibreOffice and files run the same code.

A function acts on the active workbook and returns what it has to say. What goes wrong is said, never raised: in the
status bar, in a box where the program is Excel, and in the `Outcome` for hosts that show it themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from worker import paths
from worker.errors import MediaMapperError, UsageError
from xl_addin import jobs, launcher, reviewing, udfs
from xl_addin.client import Client, address_of
from xl_addin.desk import Desk, desk, open_books, selected_rows, still
from xl_addin.engines.lean_xlwings import xw
from xl_addin.exporting import Exports
from xl_addin.journal import Journal, Step
from xl_addin.pages import checks, doctor_page, page, review, start
from xl_addin.pages import memory_report as report_page
from xl_addin.pages.page import REPORT, START
from xl_addin.reviewing import Reviews

TITLE = "MediaMapper"
STEPS = (
    "1. Open a plan. 2. Map columns. 3. On the Review sheet confirm, reject or pick another field; yellow rows first. "
    "4. Export raw data, and look at Checks. Undo last takes back the last click."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a click came to."""

    ok: bool
    message: str
    code: str = ""
    """Of the error, where there was one."""


journal = Journal()
_reviews = Reviews()
_exports = Exports()
_clients: dict[Path, Client] = {}


def _button(work: Callable[[], str]) -> Callable[[], Outcome]:
    """A click: a second one stops the first; whatever happens is said."""

    @wraps(work)
    def click() -> Outcome:
        if jobs.stop_running():
            return _told(Outcome(True, "Stopping what runs."))
        try:
            return _told(Outcome(True, work()))
        except MediaMapperError as problem:
            return _told(Outcome(False, str(problem), problem.code))
        except KeyboardInterrupt:
            return _told(Outcome(False, "Stopped.", "stopped"))
        except (
            Exception
        ) as error:  # a planner must never see a traceback; hosts raise errors of their own kinds
            said = (
                f"{TITLE} could not finish ({type(error).__name__}). If you are editing a cell, leave it with Enter; "
                "if a sheet is protected, unprotect it; then click again. Doctor looks for other causes."
            )
            return _told(Outcome(False, said, "inside"))

    return click


def _told(outcome: Outcome) -> Outcome:
    """Say it where the program has a place for it."""
    with suppress(Exception):  # no program, or one that can't: the caller has the outcome
        app = xw.apps.active
        jobs.show(app, f"{TITLE}: {outcome.message}")
        if not outcome.ok and app.engine.name == "excel":
            app.alert(outcome.message, title=TITLE, mode="info" if outcome.code == "stopped" else "critical")
    return outcome


def _worker() -> Client:
    """The worker's client, kept from click to click."""
    folder = paths.memory_dir()
    known = _clients.get(folder)
    if known is not None:
        if known.address == address_of(folder) and launcher.health(known) is not None:
            return known
        known.close()
    _clients[folder] = launcher.worker(folder)
    return _clients[folder]


def _settled() -> tuple[Desk, Client]:
    """What lies open, and the worker; formulas answer for the same scope from now on."""
    found = desk()
    udfs.answers().scope = found.settings.scope
    return found, _worker()


def _done(open_desk: Desk, title: str, decided: int, restore: Callable[[Any], None]) -> None:
    journal.add(open_desk.key, Step(title, decided > 0, restore))
    udfs.answers().forget()


# ---------------------------------------------------------------- the buttons


@_button
def map_columns() -> str:
    """Read the plan and write the Review sheet."""
    on, client = _settled()
    found, restore, decided = _reviews.map(on, client)
    _done(on, "Map columns", decided, restore)
    doubts = sum(row.in_doubt and not row.decision for row in found.rows)
    return f"{len(found.rows)} columns mapped; {_need(doubts)}"


@_button
def accept_all_sure() -> str:
    """Confirm every row that is not in doubt; these count half, what the planner typed before counts in full."""
    on, client = _settled()
    sheet = reviewing.sheet_of(on)
    typed = reviewing.keep_typed(on, client)
    if typed.decided:
        _done(on, "What was typed into the Review sheet", typed.decided, typed.restore)
    lines = typed.lines
    sure = [
        review.decided(line, "confirm")
        if not line.row.in_doubt and line.row.field and not line.row.decision
        else line
        for line in lines
    ]
    return _kept(on, client, sheet, lines, sure, "Accept all sure", bulk=True)


@_button
def confirm() -> str:
    """Confirm the selected rows of the Review sheet."""
    return _decide_selected("confirm")


@_button
def reject() -> str:
    """Reject the proposal of the selected rows of the Review sheet."""
    return _decide_selected("reject")


@_button
def next_doubt() -> str:
    """Select the next row that needs a person."""
    on, client = _settled()
    sheet = reviewing.sheet_of(on)
    lines = review.read_lines(sheet, reviewing.template(client))
    doubts = [line.at for line in lines if line.open]
    if not doubts:
        return "No row is in doubt any more. Export raw data is next."
    try:
        here = selected_rows(on, sheet)[-1]
    except UsageError:
        here = 0
    at = next((row for row in doubts if row > here), doubts[0])
    on.book.activate()
    sheet.activate()
    with suppress(NotImplementedError):  # a program without a screen
        sheet.range((at, 1)).select()
    return f"{doubts.index(at) + 1} of {len(doubts)} rows in doubt."


@_button
def check_plan() -> str:
    """Write the Checks sheet: findings and reconciliation."""
    return _export("Check plan", with_raw_data=False)


@_button
def export_raw_data() -> str:
    """Write the sheets Raw data and Checks."""
    return _export("Export raw data", with_raw_data=True)


@_button
def undo_last() -> str:
    """Take back the last click: its decisions in memory and its changes to our sheets."""
    on, client = _settled()
    step = journal.last(on.key)
    if step is None:
        count = reviewing.taken_back(on, client)
        udfs.answers().forget()
        return f"Taken back: the decisions on {count} rows."
    if step.decided:
        client.undo(on.settings.user)
    journal.drop(on.key)
    udfs.answers().forget()
    if step.restore is not None:
        with still(on.app):
            step.restore(on.book)
    return f"Taken back: {step.title}."


@_button
def memory_report() -> str:
    """Write the Memory report sheet."""
    on, client = _settled()
    found = client.report()
    was_there = page.find(on.book, REPORT) is not None
    with still(on.app):
        report_page.write(on.book, found).select()

    def restore(book: Any) -> None:
        if not was_there and (sheet := page.find(book, REPORT)) is not None:
            sheet.delete()

    journal.add(on.key, Step("Memory report", False, restore))
    return report_page.summary(found)


@_button
def settings() -> str:
    """Go to the settings on Start."""
    app = xw.apps.active
    if app is None or not len(app.books) or not start.go_to(open_books(app)):
        raise UsageError(
            "The settings are on the sheet Start of MediaMapper.xlsm.", "Open it beside the plan."
        )
    _show_worker(app)
    return "Client, market and platform say for whom is learnt; empty cells mean everybody."


@_button
def doctor() -> str:
    """Look for the known causes of failure."""
    from xl_addin.doctor import examine  # asks the operating system; no other button needs it

    app = xw.apps.active
    results = [(each.status, each.title, each.sentence, each.next_step) for each in examine()]
    if app is not None and len(app.books):
        _show_worker(app)
        with still(app):
            doctor_page.write(app.books.active, results).select()
    return doctor_page.summary(results)


@_button
def help() -> str:  # the button's name
    """Show the four steps."""
    app = xw.apps.active
    if app is not None and len(app.books):
        for book in open_books(app):
            if (sheet := page.find(book, START)) is not None:
                book.activate()
                sheet.activate()
                break
    return STEPS


# ---------------------------------------------------------------- what they share


def _decide_selected(choice: Any) -> str:
    on, client = _settled()
    sheet = reviewing.sheet_of(on)
    rows = set(selected_rows(on, sheet))
    lines = review.read_lines(sheet, reviewing.template(client))
    if not any(line.at in rows for line in lines):
        raise UsageError("No row with a column is selected.", "Select one or more rows of the Review sheet.")
    chosen = [review.decided(line, choice) if line.at in rows else line for line in lines]
    return _kept(on, client, sheet, lines, chosen, choice.capitalize())


def _kept(
    on: Desk, client: Client, sheet: Any, before: Any, lines: Any, title: str, *, bulk: bool = False
) -> str:
    kept = reviewing.keep(on, client, sheet, before, lines, bulk=bulk)
    changed = sum(line.new for line in lines)
    if changed:
        _done(on, title, kept.decided, kept.restore)
    left = sum(line.open for line in kept.lines)
    return f"{changed} {'column' if changed == 1 else 'columns'} decided; {_need(left)}"


def _export(title: str, *, with_raw_data: bool) -> str:
    on, client = _settled()
    answer, found, restore, decided = _exports.run(on, client, with_raw_data=with_raw_data)
    _done(on, title, decided, restore)
    said = checks.summary(found)
    return f"{len(answer['data']):,} rows. {said}" if with_raw_data else said


def _need(count: int) -> str:
    return "none needs you." if not count else "1 needs you." if count == 1 else f"{count} need you."


def _show_worker(app: Any) -> None:
    try:
        told = _worker().health()
        words = f"Running, version {told.get('version')}, memory in {told.get('memory')}"
    except MediaMapperError as problem:
        words = str(problem)
    start.show_status(open_books(app), words)
