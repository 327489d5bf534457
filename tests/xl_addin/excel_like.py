"""Excel as our code meets it, played: its windows and its ribbon, and a sheet that answers as Excel does over COM."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any

from tests.patience import PATIENCE
from worker.shapes.grid import Grid
from xl_addin.clicks import Click, Clicks, IsStopped
from xl_addin.com_server.bridge import Bridge
from xl_addin.com_server.excel_work import ExcelPlace, ExcelWork
from xl_addin.pages import page


class Refused(Exception):
    """Excel would not let a planner do this."""


class Excel:
    """Excel with its windows over file workbooks: who is in front, whether the tab shows, what is selected.

    Buttons go the way that they go in Excel for Windows, through the server's bridge and its queue; only COM is left out.
    """

    def __init__(self, files: Any, *, addin: bool = True) -> None:
        self.files = files
        self.addin = addin
        self.editing = False
        self.boxes: list[str] = []
        self.events: list[str] = []
        self._outcomes: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self.bridge = Bridge(
            lambda say: Clicks(_NotedWork(self.events), self._outcomes.put, read_seconds=600),
            lambda cells: cells,
            lambda application, book: ExcelPlace(application, book),
            lambda place: None,
            lambda: None,
        )
        self.app = _App(self)

    @property
    def front(self) -> Any | None:
        """The workbook in the window in front."""
        return self.files.books.active if len(self.files.books) else None

    def bring(self, book: Any) -> None:
        """The planner clicks into a window of *book*."""
        book.activate()

    def select(self, sheet: Any, *rows: int) -> None:
        """The planner selects *rows* of a sheet of the workbook in front."""
        if self.front is None or sheet.book.name != self.front.name:
            raise Refused(f"{sheet.book.name} is not in front.")
        if self.editing:
            raise Refused("A cell is being edited.")
        sheet.activate()
        cells = " ".join(f"A{row}" for row in rows)
        sheet.api.sheet_view.selection[0].sqref = cells

    @property
    def tab_shows(self) -> bool:
        """An add-in's tab stands over every workbook; a workbook's own only over itself, and not beside the add-in."""
        return self.addin or (self.front is not None and page.is_workbook_of_ours(self.front))

    def menu(self) -> list[str]:
        """The open workbooks that the menu of Compare with... lists."""
        return [book.fullname for book in self.files.books if book.name != (self.front and self.front.name)]

    def press(self, verb: str, meanwhile: Any = None, other: str = "") -> dict[str, Any]:
        """What a click on the button came to; *meanwhile* is done when the click has returned and before its work begins.

        *other* is what was picked in the menu of Compare with..., an open workbook or a file.
        """
        if not self.tab_shows:
            raise Refused("The tab MediaMapper does not show over this workbook.")
        if self.editing or self.boxes:
            raise Refused("The ribbon is grey while a cell is edited or a box is open.")
        book = self.front.name if self.front is not None else ""
        if other and other not in self.menu() and not Path(other).is_file():
            raise Refused(f"Neither menu nor dialog offers {other}.")
        refusal = self.bridge.Press(verb, self.app, book, other)
        self.events.append("returned")
        assert refusal == ""
        if meanwhile is not None:
            meanwhile()
        self.bridge.begin_work()
        return self._outcomes.get(timeout=PATIENCE)


class _NotedWork(ExcelWork):
    """Notes when the work of a click begins."""

    def __init__(self, events: list[str]) -> None:
        super().__init__(lambda application: application)
        self.events = events

    def do(self, click: Click, is_stopped: IsStopped) -> dict[str, Any]:
        self.events.append(f"begun {click.verb}")
        return super().do(click, is_stopped)


class _App:
    """What of Excel's application differs from that of files."""

    engine = SimpleNamespace(name="excel")
    api = SimpleNamespace(OnKey=lambda key: None)
    calculation = "automatic"
    pid = 4711

    def __init__(self, excel: Excel) -> None:
        self._excel = excel
        self.status_bar: Any = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._excel.files, name)

    @property
    def selection(self) -> Any:
        return self._excel.files.selection

    def alert(self, words: str, **_: Any) -> None:
        self._excel.boxes.append(words)


class Sheet:
    """A sheet over COM: one answer for a block, None (or black) where its cells differ.

    Made from a grid, so that reading it must give the grid back.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.name = grid.sheet
        self.visible = not grid.hidden
        self.book = SimpleNamespace(app=SimpleNamespace(engine=SimpleNamespace(name="excel")))
        self.calls = 0

    @property
    def used_range(self) -> Range:
        return Range(self, 1, 1, max(self.grid.height, 1), max(self.grid.width, 1))

    def range(self, first: tuple[int, int], last: tuple[int, int] | None = None) -> Range:
        return Range(self, *first, *(last or first))


class Range:
    """A block of it."""

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet = sheet
        self.row, self.column, self.bottom, self.right = top, left, bottom, right
        self.block = top, left, bottom, right

    def __len__(self) -> int:
        return (self.bottom - self.row + 1) * (self.right - self.column + 1)

    @property
    def last_cell(self) -> Range:
        return Range(self.sheet, self.bottom, self.right, self.bottom, self.right)

    def _places(self) -> list[tuple[int, int]]:
        return [(r, c) for r in range(self.row, self.bottom + 1) for c in range(self.column, self.right + 1)]

    def _common(self, found: Mapping[tuple[int, int], Any], default: Any, mixed: Any) -> Any:
        self.sheet.calls += 1
        values = {found.get(at, default) for at in self._places()}
        return values.pop() if len(values) == 1 else mixed

    def options(self, **_: Any) -> Range:
        return self

    @property
    def value(self) -> list[list[Any]]:
        self.sheet.calls += 1
        return [
            [self._shown(r, c) for c in range(self.column, self.right + 1)]
            for r in range(self.row, self.bottom + 1)
        ]

    def _shown(self, row: int, column: int) -> Any:
        if (row, column) in self.sheet.grid.errors:
            return self.sheet.grid.errors[row, column]
        value = self.sheet.grid.at(row, column)
        if isinstance(value, datetime):
            return value
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)
        if isinstance(value, time):
            return datetime(1899, 12, 30, value.hour, value.minute, value.second)
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @property
    def formula(self) -> Any:
        self.sheet.calls += 1
        formulas = self.sheet.grid.formulas
        rows = [
            tuple(
                "=" + formulas[r, c] if (r, c) in formulas else str(self.sheet.grid.at(r, c) or "")
                for c in range(self.column, self.right + 1)
            )
            for r in range(self.row, self.bottom + 1)
        ]
        return rows[0][0] if len(self) == 1 else tuple(rows)

    @property
    def number_format(self) -> Any:
        return self._common(self.sheet.grid.formats, "General", None)

    @property
    def color(self) -> Any:
        found = self._common(self.sheet.grid.fills, None, "000000")
        return None if found is None else tuple(bytes.fromhex(found))

    @property
    def merge_cells(self) -> Any:
        merged = {
            (r, c): True
            for m in self.sheet.grid.merges
            for r in range(m.first_row, m.last_row + 1)
            for c in range(m.first_column, m.last_column + 1)
        }
        return self._common(merged, False, None)

    @property
    def merge_area(self) -> Range:
        self.sheet.calls += 1
        for m in self.sheet.grid.merges:
            if m.first_row <= self.row <= m.last_row and m.first_column <= self.column <= m.last_column:
                return Range(self.sheet, m.first_row, m.first_column, m.last_row, m.last_column)
        return self

    @property
    def rows(self) -> Lines:
        return Lines(
            self.sheet, [(r,) for r in range(self.row, self.bottom + 1)], self.sheet.grid.hidden_rows
        )

    @property
    def columns(self) -> Lines:
        return Lines(
            self.sheet, [(c,) for c in range(self.column, self.right + 1)], self.sheet.grid.hidden_columns
        )


class Lines:
    """Whole rows or columns."""

    def __init__(self, sheet: Sheet, numbers: list[tuple[int]], hidden: frozenset[int]) -> None:
        sheet.calls += 1
        self.found = {number in hidden for (number,) in numbers}

    @property
    def hidden(self) -> bool | None:
        return self.found.pop() if len(self.found) == 1 else None
