"""What lies open: the spreadsheet program, the plan's workbook, and the settings in force."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from worker.errors import UsageError
from worker.shapes.grid import Grid
from xl_addin import reading, sheets
from xl_addin.engines.lean_xlwings import xw
from xl_addin.pages import page, start
from xl_addin.pages.page import REVIEW
from xl_addin.pages.start import Settings

NO_PLAN = "Open a plan, or paste it into a new sheet of this workbook, and click again."


_seen: dict[str, Any] = {}
"""The books that buttons worked on; a book's own object knows its name of today."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The program, and the workbook that a button works on."""

    app: Any
    book: Any
    settings: Settings = field(default_factory=Settings)

    @property
    def key(self) -> str:
        """Names the book for as long as it is open, whatever name it is saved under."""
        name = str(self.book.fullname)
        for key, book in list(_seen.items()):
            try:
                if book.fullname == name and book.app.pid == self.app.pid:
                    return key
            except Exception:  # it was closed; each host has an error of its own for that
                del _seen[key]
        made = secrets.token_hex(8)
        _seen[made] = self.book
        return made


def desk() -> Desk:
    """The active workbook; where that is MediaMapper.xlsm with no plan in it, the plan beside it.

    Raises:
        UsageError: nothing is open, or several plans are.
    """
    app = xw.apps.active
    if app is None or not len(app.books):
        raise UsageError("No workbook is open.", NO_PLAN)
    active = app.books.active
    settings = start.settings_of([active, *_others(app, active)])
    if sheets.plan_sheets(active) or not page.is_workbook_of_ours(active):
        return Desk(app, active, settings)
    beside = [book for book in _others(app, active) if sheets.plan_sheets(book)]
    begun = [book for book in beside if page.find(book, REVIEW) is not None]
    chosen = begun if len(begun) == 1 else beside
    if len(chosen) > 1:
        names = ", ".join(book.name for book in chosen)
        raise UsageError(f"Several plans are open: {names}.", "Close all but the one that is meant.")
    return Desk(app, chosen[0] if chosen else active, settings)


def open_books(app: Any) -> list[Any]:
    """The active workbook first."""
    active = app.books.active
    return [active, *_others(app, active)]


def _others(app: Any, active: Any) -> list[Any]:
    return [book for book in app.books if book.fullname != active.fullname]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan's sheets as they are sent, with their texts for the Review sheets."""

    body: Mapping[str, Any]
    """`sheets` or `path`, with name, scope and whether the model may be asked."""
    grids: tuple[Grid, ...]


def read_plan(desk: Desk) -> Plan:
    """The plan's sheets.

    Raises:
        UsageError: no sheet of the workbook holds anything.
    """
    own = sheets.plan_sheets(desk.book)
    body: dict[str, Any] = {"name": desk.book.name, "scope": asdict(desk.settings.scope)}
    if desk.settings.ask_model is not None:
        body["llm"] = desk.settings.ask_model
    path = reading.saved_file(desk.book)
    grids = tuple((reading.read_values if path else reading.read_sheet)(sheet) for sheet in own)
    if not any(value is not None for grid in grids for row in grid.cells for value in row):
        raise UsageError(f"{desk.book.name} has no sheet with a plan.", NO_PLAN)
    if path:
        body["path"] = str(path)
        body["without"] = [sheet.name for sheet in desk.book.sheets if page.is_ours(sheet)]
    else:
        body["sheets"] = [reading.wire_of(grid) for grid in grids if grid.cells]
    return Plan(body, grids)


@contextmanager
def still(app: Any) -> Iterator[None]:
    """The screen does not follow each step; it does again afterwards, whatever happened."""
    before: Any = None
    with suppress(Exception):  # a host that can't hold its screen still flickers, no more
        before = app.screen_updating
        app.screen_updating = False
    try:
        yield
    finally:
        with suppress(Exception):
            if before is not None:
                app.screen_updating = before


def selected_rows(desk: Desk, sheet: Any) -> list[int]:
    """The rows of *sheet* that are selected.

    Raises:
        UsageError: the selection is on another sheet.
    """
    try:
        selection = desk.app.selection
    except NotImplementedError:  # a program without a screen
        selection = None
    if selection is None or selection.sheet.name != sheet.name or selection.sheet.book.name != desk.book.name:
        raise UsageError("No row of the Review sheet is selected.", "Select one or more of its rows first.")
    return rows_in(selection.address)


def rows_in(address: str) -> list[int]:
    """The rows of '$A$5:$C$6,$A$9'; none where whole columns are named."""
    rows: set[int] = set()
    for part in address.split(","):
        found = [int(number) for number in re.findall(r"\d+", part.rpartition("!")[2])]
        if found:
            rows |= set(range(found[0], found[-1] + 1))
    return sorted(rows)
