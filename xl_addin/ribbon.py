"""The buttons: one function each, over the xlwings API only, so that Excel, LibreOffice and files run the same code.

A function acts on the workbook in front, or on the one that a click came from, and returns what it has to say; *other* is
the version that a planner chose to compare with, as an open workbook's name or a path. What goes
wrong is said, never raised: in the status bar, in a box where the program is Excel, and in the `Outcome` for hosts that
show it themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from worker.errors import MediaMapperError, UsageError
from worker.messages.language import problem_text, tr
from worker.shapes.difference_sheets import sentence
from xl_addin import jobs, own_formulas, program_language, removal, reviews, udfs
from xl_addin.client import Client
from xl_addin.comparisons import Comparisons
from xl_addin.desk import Desk, Front, desk, open_books, selected_rows, still, whole
from xl_addin.exports import Exports
from xl_addin.journal import Journal, Step
from xl_addin.pages import checks, doctor_page, page, review_lines, start
from xl_addin.pages import memory_report as report_page
from xl_addin.pages.page import REPORT, START
from xl_addin.reviews import Reviews, TypedDecisions
from xl_addin.worker_client import worker_client

if TYPE_CHECKING:
    from xlwings import App, Book, Sheet

TITLE, TYPED = "MediaMapper", "What was typed into the Review sheet"
STEPS = (
    "1. Open a plan. 2. Map columns. 3. On the Review sheet confirm, reject or pick another field; yellow rows first. "
    "4. Export raw data, and look at Checks. Undo last takes back the last click."
)
Restore = Callable[["Book"], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a click came to."""

    ok: bool
    message: str
    code: str = ""
    """Of the error, where there was one."""


Button = Callable[..., Outcome]
journal = Journal()
_reviews = Reviews()
_exports = Exports()
_comparisons = Comparisons()


def _button(work: Callable[[Front], str]) -> Button:
    """A click: a second one stops the first; whatever happens is said."""

    @wraps(work)
    def click(
        front: Front | None = None, is_stopped: Callable[[], bool] = lambda: False, other: str = ""
    ) -> Outcome:
        place = replace(front or _front(), other=other)
        if jobs.stop_running():
            return _with_message(place, Outcome(True, tr("Stopping what runs.")))
        with jobs.one_click(is_stopped):
            program_language.follow(place.app)
            return _with_message(place, _outcome(work, place))

    return click


def _outcome(work: Callable[[Front], str], place: Front) -> Outcome:
    try:
        jobs.check()
        return Outcome(True, tr(work(place)))
    except MediaMapperError as problem:
        return Outcome(False, problem_text(problem), problem.code)
    except KeyboardInterrupt:
        return Outcome(False, tr("Stopped."), "stopped")
    except Exception as error:  # a planner must never see a traceback; hosts raise errors of their own kinds
        message = (
            f"{TITLE} could not finish ({type(error).__name__}). If you are editing a cell, leave it with Enter; "
            "if a sheet is protected, unprotect it; then click again. Doctor looks for other causes."
        )
        return Outcome(False, tr(message), "inside")


def _front() -> Front:
    """What is active; nothing where no program can be reached, which the button then says."""
    with suppress(Exception):  # each host has an error of its own for that
        return Front.of_active()
    return Front(None, None)


def _with_message(front: Front, outcome: Outcome) -> Outcome:
    """Say it where the program has a place for it."""
    if front.app is None:  # the caller has the outcome
        return outcome
    with suppress(Exception):  # a program that can't: the caller has the outcome
        jobs.show(front.app, f"{TITLE}: {outcome.message}")
        if not outcome.ok and outcome.code != "stopped" and front.app.engine.name == "excel":
            front.app.alert(outcome.message, title=TITLE, mode="critical")
    return outcome


def _desk_and_worker(front: Front) -> tuple[Desk, Client]:
    """The workbook in front, and the worker; formulas answer for the same scope from now on."""
    on = desk(front)
    udfs.answers().scope = on.settings.scope
    return on, worker_client()


def _record(on: Desk, title: str, decided: int, restore: Restore) -> None:
    """A click is done: it can be undone, and formulas show what it changed."""
    journal.add(on.key, Step(title, decided > 0, restore))
    udfs.answers().forget()
    if decided:
        _tell_formulas(on.app)


@contextmanager
def _typed(on: Desk, client: Client) -> Iterator[TypedDecisions]:
    """The Review sheet after what a planner typed there went to memory; a click that fails leaves that as a click of its own."""
    if not on.is_without_place:
        page.check_open(on.ours)
    typed = reviews.keep_typed(on, client)
    try:
        yield typed
    except BaseException:
        if typed.decided:
            _record(on, TYPED, typed.decided, typed.restore)
        raise


def _tell_formulas(app: App) -> None:
    with suppress(
        Exception
    ):  # the decision is on disk; a formula that was not told shows it at its next calculation
        own_formulas.recalculate(app)


# ---------------------------------------------------------------- the buttons


@_button
def map_columns(front: Front) -> str:
    """Read the plan and write the Review sheet."""
    on, client = _desk_and_worker(front)
    with _typed(on, client) as typed:
        plan_review, restore = _reviews.map(on, client, typed)
    _record(on, "Map columns", typed.decided, restore)
    doubts = sum(row.in_doubt and not row.decision for row in plan_review.rows)
    return f"{len(plan_review.rows)} columns mapped; {_need(doubts)}"


@_button
def accept_all_sure(front: Front) -> str:
    """Confirm the rows that were sure when the planner saw them; these count half, what the planner typed counts in full."""
    on, client = _desk_and_worker(front)
    sheet = reviews.sheet_of(on)
    seen = review_lines.read_lines(sheet, reviews.template(client))
    sure = {line.at for line in seen if reviews.is_sure(line)}
    typed = reviews.keep(on, client, sheet, seen, seen)
    if typed.decided:
        _record(on, TYPED, typed.decided, typed.restore)
    lines = [review_lines.decided(line, "confirm") if line.at in sure else line for line in typed.lines]
    return _keep(on, client, sheet, typed.lines, lines, "Accept all sure", bulk=True)


@_button
def confirm(front: Front) -> str:
    """Confirm the selected rows of the Review sheet."""
    return _decide_selected(front, "confirm")


@_button
def reject(front: Front) -> str:
    """Reject the proposal of the selected rows of the Review sheet."""
    return _decide_selected(front, "reject")


@_button
def next_doubt(front: Front) -> str:
    """Select the next row that needs a person."""
    on, client = _desk_and_worker(front)
    sheet = reviews.sheet_of(on)
    lines = review_lines.read_lines(sheet, reviews.template(client))
    doubts = [line.at for line in lines if line.open]
    if not doubts:
        return "No row is in doubt any more. Export raw data is next."
    try:
        here = selected_rows(on, sheet)[-1]
    except UsageError:
        here = 0
    at = next((row for row in doubts if row > here), doubts[0])
    page.show(sheet)
    with suppress(NotImplementedError):  # a program without a screen
        sheet.range((at, 1)).select()
    return f"{doubts.index(at) + 1} of {len(doubts)} rows in doubt."


@_button
def check_plan(front: Front) -> str:
    """Write the Checks sheet: findings and reconciliation."""
    return _export(front, with_raw_data=False)


@_button
def export_raw_data(front: Front) -> str:
    """Write the sheets Raw data and Checks."""
    return _export(front, with_raw_data=True)


@_button
def compare_with(front: Front) -> str:
    """Write what changed from the chosen version to the plan in front, on sheets of ours."""
    on, client = _desk_and_worker(front)
    with _typed(on, client) as typed:
        difference, settled = _comparisons.run(on, client, typed, front.other)
    if typed.decided:
        _record(on, TYPED, typed.decided, typed.restore)
    doubt = "" if settled else " One of the plans is not settled: Check plan says why."
    return f"{difference.old_name} to {difference.new_name}: {sentence(difference)}{doubt}"


def cancel(front: Front | None = None) -> Outcome:
    """Ask the click under way to stop; what is being written by then is written to its end."""
    stopping = jobs.stop_running()
    return _with_message(
        front or _front(), Outcome(True, tr("Stopping what runs." if stopping else "Nothing runs."))
    )


@_button
def undo_last(front: Front) -> str:
    """Take back the last click that decided or made something: its decisions in memory, its changes to our sheets.

    A look, as Check plan and Memory report give one, is nothing to take back.
    """
    on, client = _desk_and_worker(front)
    step = journal.last(on.key)
    if step is None:
        count = reviews.taken_back(on, client)
        udfs.answers().forget()
        _tell_formulas(on.app)
        return f"Taken back: the decisions on {count} rows."
    if step.decided:
        client.undo(on.settings.user)
    journal.drop(on.key)
    udfs.answers().forget()
    if step.restore is not None:
        with still(on.app):
            step.restore(on.book if step.in_plan else on.ours)
    if step.decided:
        _tell_formulas(on.app)
    before = journal.last(on.key)
    left = f"The next Undo last takes back: {before.title}." if before else "Nothing is left to take back."
    return f"Taken back: {step.title}. {left}"


@_button
def memory_report(front: Front) -> str:
    """Write the Memory report sheet."""
    on, client = _desk_and_worker(front)
    report = client.report()
    on = on.with_place()
    was_there = page.find(on.ours, REPORT) is not None

    def restore(book: Book) -> None:
        if not was_there and (sheet := page.find(book, REPORT)) is not None:
            sheet.delete()

    with whole(on.app, lambda: restore(on.ours)):
        page.show(report_page.write(on.ours, report))
    return report_page.summary(report)


@_button
def keep_values(front: Front) -> str:
    """Put the answers of our formulas in their place, so that the workbook can go to people without MediaMapper."""
    on = desk(front)
    with still(on.app):
        count, restore = own_formulas.keep_values(on.book)
    if count:
        journal.add(on.key, Step("Keep values", False, restore, in_plan=True))
    return f"{count} {'formula is a value' if count == 1 else 'formulas are values'} now; Undo last brings them back."


@_button
def remove_sheets(front: Front) -> str:
    """Take all of ours out of a plan: our sheets go, our formulas become values; memory keeps what was decided."""
    on, client = _desk_and_worker(front)
    with _typed(on, client) as typed:
        names, restore = removal.remove(on, _reviews, _exports, _comparisons, typed.lines)
    if typed.decided:
        _record(on, TYPED, typed.decided, typed.restore)
    journal.add(on.key, Step("Remove sheets", False, restore, in_plan=True))
    return (
        f"Removed: {', '.join(names)}. What was decided stays in memory; Map columns writes the sheets again."
    )


@_button
def settings(front: Front) -> str:
    """Go to the settings on Start; MediaMapper.xlsm is opened where it is not open, and put there where nobody has."""
    if front.app is None:
        raise UsageError("No spreadsheet program is open.", "Open Excel or LibreOffice first.")
    if not start.go_to(open_books(front)):
        book = front.app.books.open(str(_installed_workbook()))
        start.go_to([book])
        front = Front(front.app, book)
    _show_worker(front)
    return "Client, market and platform say for whom is learnt; empty cells mean everybody."


@_button
def doctor(front: Front) -> str:
    """Look for the known causes of failure."""
    from xl_addin.doctor import examine  # asks the operating system; no other button needs it

    results = [(each.status, each.title, each.sentence, each.next_step) for each in examine()]
    if front.app is not None and front.book is not None:
        _show_worker(front)
        with still(front.app):
            page.show(doctor_page.write(desk(front).with_place().ours, results))
    return doctor_page.summary(results)


@_button
def help(front: Front) -> str:  # the button's name
    """Show the four steps."""
    for book in open_books(front):
        if (sheet := page.find(book, START)) is not None:
            page.show(sheet)
            break
    return STEPS


# ---------------------------------------------------------------- what they share


def _decide_selected(front: Front, choice: Literal["confirm", "reject"]) -> str:
    on, client = _desk_and_worker(front)
    sheet = reviews.sheet_of(on)
    rows = set(selected_rows(on, sheet))
    lines = review_lines.read_lines(sheet, reviews.template(client))
    if not any(line.at in rows for line in lines):
        raise UsageError("No row with a column is selected.", "Select one or more rows of the Review sheet.")
    decided_lines = [review_lines.decided(line, choice) if line.at in rows else line for line in lines]
    return _keep(on, client, sheet, lines, decided_lines, choice.capitalize())


def _keep(
    on: Desk,
    client: Client,
    sheet: Sheet,
    before: reviews.Lines,
    lines: reviews.Lines,
    title: str,
    *,
    bulk: bool = False,
) -> str:
    outcome = reviews.keep(on, client, sheet, before, lines, bulk=bulk)
    changed = sum(line.new for line in lines)
    if changed:
        _record(on, title, outcome.decided, outcome.restore)
    count = sum(line.open for line in outcome.lines)
    return f"{changed} {'column' if changed == 1 else 'columns'} decided; {_need(count)}"


def _export(front: Front, *, with_raw_data: bool) -> str:
    on, client = _desk_and_worker(front)
    with _typed(on, client) as typed:
        answer, result, restore = _exports.run(on, client, typed, with_raw_data=with_raw_data)

    def restore_all(book: Book) -> None:
        typed.restore(book)
        restore(book)

    if with_raw_data:
        _record(on, "Export raw data", typed.decided, restore_all if typed.decided else restore)
    elif typed.decided:
        _record(on, TYPED, typed.decided, typed.restore)
    summary = checks.summary(result)
    return f"{len(answer['data']):,} rows. {summary}" if with_raw_data else summary


def _need(count: int) -> str:
    return "none needs you." if not count else "1 needs you." if count == 1 else f"{count} need you."


def _show_worker(front: Front) -> None:
    try:
        health = worker_client().health()
        words = f"Running, version {health.get('version')}, memory in {health.get('memory')}"
    except MediaMapperError as problem:
        words = str(problem)
    start.show_status(open_books(front), tr(words))


def _installed_workbook() -> Path:
    """MediaMapper.xlsm of this machine; put where `mediamapper install` puts it, where it is not there.

    Raises:
        MediaMapperError: it can't be put there.
    """
    # Settings alone needs them, and only where MediaMapper.xlsm is not open.
    from xl_addin.install import put_workbook
    from xl_addin.install.records import workbook_record
    from xl_addin.machine import this_machine

    machine = this_machine()
    record = workbook_record(machine)
    if record is not None and Path(record.path).is_file():
        return Path(record.path)
    return put_workbook(machine)
