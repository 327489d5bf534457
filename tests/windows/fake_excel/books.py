"""Workbooks with their names and their windows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.windows.fake_excel.sheets import Worksheet, Worksheets
from tests.windows.fake_excel.thing import Refusal, Thing, picked
from xl_addin.engines.files.app import Book as FileBook
from xl_addin.engines.files.ranges import Range as Block
from xl_addin.engines.files.sheets import Sheet as FileSheet

if TYPE_CHECKING:
    from tests.windows.fake_excel.application import Application


class Workbooks(Thing):
    def __init__(self, app: Application) -> None:
        self.app = app

    Application = property(lambda self: self.app)
    Count = property(lambda self: len(self.app.books))

    def Item(self, Index: Any) -> Workbook:
        return picked(self.app.books, Index)

    def _NewEnum(self) -> list[Any]:
        return list(self.app.books)

    def Add(self, Template: Any) -> Workbook:
        return self._opened(self.app.impl.books.add(), None)

    def Open(self, Filename: Any, UpdateLinks: Any, ReadOnly: Any, Format: Any, Password: Any, WriteResPassword: Any,
             IgnoreReadOnlyRecommended: Any, Origin: Any, Delimiter: Any, Editable: Any, Notify: Any, Converter: Any,
             AddToMru: Any, Local: Any, CorruptLoad: Any) -> Workbook:  # fmt: skip
        return self._opened(self.app.impl.books.open(Filename), Filename)

    def _opened(self, impl: FileBook, file: str | None) -> Workbook:
        book = Workbook(self.app, impl, results_of(file) if file else {})
        self.app.books.append(book)
        return book


def results_of(file: str) -> dict[tuple[str, int, int], Any]:
    """What formulas came to when the file was saved, by sheet and cell; openpyxl reads either these or the formulas."""
    book = openpyxl.load_workbook(file, data_only=True)
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


class Workbook(Thing):
    def __init__(self, app: Application, impl: FileBook, results: dict[tuple[str, int, int], Any]) -> None:
        self.app, self.impl, self.results = app, impl, results
        self.saved = True
        self.selections: dict[str, Block] = {}

    Name = property(lambda self: self.impl.name)
    FullName = property(lambda self: self.impl.fullname)
    Path = property(lambda self: str(Path(self.impl.fullname).parent) if self.impl.path else "")
    FileFormat = property(lambda self: 51)
    Saved = property(lambda self: self.saved, lambda self, value: setattr(self, "saved", value))
    ProtectStructure = property(lambda self: False)
    Application = property(lambda self: self.app)
    Parent = property(lambda self: self.app)
    Worksheets = property(lambda self: Worksheets(self))
    Sheets = Worksheets
    Windows = property(lambda self: Windows(self))
    Names = property(lambda self: Names(self))
    ActiveSheet = property(lambda self: Worksheet(self, self.impl.sheets.active))

    def Activate(self) -> None:
        self.app.books.remove(self)
        self.app.books.append(self)

    def Save(self) -> None:
        self.impl.save()
        self.saved = True

    def SaveAs(self, Filename: Any, FileFormat: Any, Password: Any) -> None:
        self.impl.save(Filename)
        self.saved = True

    def Close(self, SaveChanges: Any) -> None:
        self.app.books.remove(self)


class Names(Thing):
    def __init__(self, book: Workbook) -> None:
        self.book = book

    Count = property(lambda self: len(self.book.impl.names))

    def Item(self, Index: Any) -> Name:
        try:
            return Name(self.book.impl.names(int(Index) if isinstance(Index, float) else Index))
        except (KeyError, IndexError):
            raise Refusal("no such name") from None

    def _NewEnum(self) -> list[Any]:
        return [Name(name) for name in self.book.impl.names]


class Name(Thing):
    def __init__(self, impl: Any) -> None:
        self.impl = impl

    Name = property(lambda self: self.impl.name)
    RefersTo = property(lambda self: self.impl.refers_to)


class Windows(Thing):
    def __init__(self, book: Workbook) -> None:
        self.book = book

    Count = property(lambda self: 1)

    def Item(self, Index: Any) -> Window:
        return Window(self.book)


class Window(Thing):
    """The workbook's window: what it says is of the sheet that it shows."""

    def __init__(self, book: Workbook) -> None:
        self.book = book

    @property
    def sheet(self) -> FileSheet:
        return self.book.impl.sheets.active

    DisplayGridlines = property(
        lambda self: self.sheet.show_gridlines,
        lambda self, value: setattr(self.sheet, "show_gridlines", value),
    )
    ScrollRow = property(lambda self: 1, lambda self, value: None)
    ScrollColumn = property(lambda self: 1, lambda self, value: None)
    SplitRow = property(lambda self: self._split[0], lambda self, value: self._freeze(rows=int(value)))
    SplitColumn = property(lambda self: self._split[1], lambda self, value: self._freeze(columns=int(value)))

    @property
    def FreezePanes(self) -> bool:
        return self.sheet.xl.freeze_panes is not None

    @FreezePanes.setter
    def FreezePanes(self, value: bool) -> None:
        if not value:
            self.sheet.xl.freeze_panes = None

    @property
    def _split(self) -> tuple[int, int]:
        pane = self.sheet.xl.sheet_view.pane
        return (int(pane.ySplit or 0), int(pane.xSplit or 0)) if pane else (0, 0)

    def _freeze(self, rows: int | None = None, columns: int | None = None) -> None:
        down, across = self._split
        down, across = down if rows is None else rows, across if columns is None else columns
        self.sheet.xl.freeze_panes = self.sheet.range((down + 1, across + 1)).get_address(False, False, False)
