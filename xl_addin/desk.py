"""What lies open: the spreadsheet program, the plan's workbook, and the settings in force."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError, UsageError
from worker.shapes.grid import Grid
from worker.shapes.json import Json
from xl_addin import beside, jobs, plan_grids, settings_file
from xl_addin.engines.lean_xlwings import xw
from xl_addin.pages import page, start
from xl_addin.pages.start import Settings

if TYPE_CHECKING:
    from xlwings import App, Book, Sheet

NO_PLAN = "Open a plan, or paste it into a new sheet of this workbook, and click again."
_seen: dict[str, Book] = {}
"""Books that buttons worked on, by key; a book's own object knows the name that it has by now."""


@dataclass(frozen=True, slots=True)
class Front:
    """The program that was clicked in, and the workbook in front of it at that moment."""

    app: App | None
    book: Book | None
    other: str = ""
    """The version that was chosen to compare with: an open workbook's name, or a path; empty where none was."""

    @classmethod
    def of_active(cls) -> Front:
        """The program that is active now; both parts are None where none runs or nothing is open."""
        app = xw.apps.active
        return cls(app, app.books.active if app is not None and len(app.books) else None)


@dataclass(frozen=True, slots=True)
class Desk:
    """The program, and the workbook that a button works on."""

    app: App
    book: Book
    """The plan's."""
    settings: Settings = field(default_factory=Settings)
    book_beside: Book | None = None
    """The workbook beside the plan that holds our sheets, where one does."""

    @property
    def ours(self) -> Book:
        """The workbook that our sheets are in."""
        return self.book_beside or self.book

    @property
    def is_without_place(self) -> bool:
        """Whether our sheets go to a workbook that is not there yet."""
        return self.settings.beside and self.book_beside is None

    def with_place(self) -> Desk:
        """The desk with a workbook for our sheets, which is made where it is not there; called before they are written."""
        return replace(self, book_beside=beside.make(self.app, self.book)) if self.is_without_place else self

    @property
    def key(self) -> str:
        """Names the book for as long as it is open.

        Whatever name it is saved under, except in Excel: an Excel whose objects are held stays in memory after it is closed.
        """
        name = plan_grids.path_of(self.book)
        if self.app.engine.name == "excel":
            return f"{self.app.pid} {name}"
        for key, book in list(_seen.items()):
            try:
                if plan_grids.path_of(book) == name and book.app.pid == self.app.pid:
                    return key
            except Exception:  # it was closed; each host has an error of its own for that
                del _seen[key]
        fresh = secrets.token_hex(8)
        _seen[fresh] = self.book
        return fresh


def desk(front: Front) -> Desk:
    """The workbook in front, with the settings of the first open workbook that has any, else of MediaMapper.xlsm's file.

    Where the one in front holds our sheets for a plan beside it, that plan is meant.

    Raises:
        UsageError: nothing is open, or such a plan is gone.
        FileProblem: MediaMapper.xlsm can't be read.
    """
    if front.app is None or front.book is None:
        raise UsageError("No workbook is open.", NO_PLAN)
    settings = start.settings_of(open_books(front)) or settings_file.read()
    plan = beside.plan_of(front.app, front.book)
    if plan is not front.book:
        return Desk(front.app, plan, settings, front.book)
    if page.is_workbook_of_ours(plan):  # its own sheets are places for ours
        settings = replace(settings, beside=False)
    return Desk(front.app, plan, settings, beside.find(front.app, plan) if settings.beside else None)


def open_books(front: Front) -> list[Book]:
    """The workbooks of the program, the one in front first."""
    if front.app is None or front.book is None:
        return []
    at_front = plan_grids.path_of(front.book)
    return [front.book, *(book for book in front.app.books if plan_grids.path_of(book) != at_front)]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan's sheets as they are sent, with their texts for the Review sheets."""

    body: Json
    """`sheets` or `path`, with name, scope and whether the model may be asked."""
    grids: tuple[Grid, ...]


def read_plan(desk: Desk) -> Plan:
    """The plan's sheets.

    Raises:
        UsageError: no sheet of the workbook holds anything.
    """
    own = page.plan_sheets(desk.book)
    body: Json = {"name": desk.book.name, "scope": asdict(desk.settings.scope)}
    if desk.settings.ask_model is not None:
        body["llm"] = desk.settings.ask_model
    path = plan_grids.saved_file(desk.book)
    read = plan_grids.read_values if path else plan_grids.read_sheet
    grids = tuple(_read(sheet, read) for sheet in own)
    if not any(value is not None for grid in grids for row in grid.cells for value in row):
        raise UsageError(f"{desk.book.name} has no sheet with a plan.", NO_PLAN)
    if path:
        body["path"] = str(path)
        names = {sheet.name for sheet in own}
        body["without"] = [
            sheet.name
            for sheet in desk.book.sheets
            if page.is_ours(sheet) or (sheet.visible and sheet.name not in names)
        ]
    else:
        body["sheets"] = [plan_grids.wire_of(grid) for grid in grids if grid.cells]
    return Plan(body, grids)


def _read(sheet: Sheet, read: Callable[[Sheet], Grid]) -> Grid:
    jobs.check()
    return read(sheet)


@contextmanager
def whole(app: App, restore: Callable[[], None]) -> Iterator[None]:
    """Our sheets are written whole or not at all: *restore* puts back what stood there if writing fails."""
    with still(app):
        try:
            yield
        except BaseException as failure:
            try:
                restore()
            except Exception:  # a program that takes no more calls; each has errors of its own
                raise MediaMapperError(
                    f"Our sheets could not be written to their end ({type(failure).__name__}).",
                    "Click again, which writes them anew.",
                    code="half-written",
                ) from failure
            raise


@contextmanager
def still(app: App) -> Iterator[None]:
    """The screen does not follow each step; it does again afterwards, whatever happened."""
    before: bool | None = None
    with suppress(Exception):  # a host that can't hold its screen still flickers, no more
        before = app.screen_updating
        app.screen_updating = False
    try:
        yield
    finally:
        with suppress(Exception):
            if before is not None:
                app.screen_updating = before


def selected_rows(desk: Desk, sheet: Sheet) -> list[int]:
    """The rows of *sheet* that are selected.

    Raises:
        UsageError: the selection is on another sheet.
    """
    try:
        selection = desk.app.selection
    except NotImplementedError:  # a program without a screen
        selection = None
    if selection is None or selection.sheet.name != sheet.name or selection.sheet.book.name != desk.ours.name:
        raise UsageError("No row of the Review sheet is selected.", "Select one or more of its rows first.")
    return rows_in(selection.address)


def rows_in(address: str) -> list[int]:
    """The rows of '$A$5:$C$6,$A$9'; none where whole columns are named."""
    rows: set[int] = set()
    for part in address.split(","):
        ends = [int(number) for number in re.findall(r"\d+", part.rpartition("!")[2])]
        if ends:
            rows |= set(range(ends[0], ends[-1] + 1))
    return sorted(rows)
