"""An xlwings engine for files: the same API as in Excel, with no spreadsheet program running.

Books live in memory as openpyxl workbooks until they are saved. What needs a program that calculates or draws
(formula results, macros, pictures) is not offered: xlwings' base classes raise NotImplementedError for it.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import openpyxl
from openpyxl.worksheet.properties import PageSetupProperties

from xl_addin.engines.cell_values import CellError, Value
from xl_addin.engines.common import engine as front
from xl_addin.engines.files.names import Names
from xl_addin.engines.files.sheets import Sheet, Worksheet
from xl_addin.engines.lean_xlwings import base_classes, xw

Workbook = Value


class Engine(front.Engine):
    """Workbooks without any spreadsheet program."""

    name = "files"

    def __init__(self) -> None:
        self.apps = Apps()

    def cells(self, data: Sequence[Sequence[Value]]) -> Sequence[Sequence[Value]]:
        """openpyxl has errors as text, so a text that looks like one is one."""
        return [[CellError(v) if type(v) is str and v in ERRORS else v for v in row] for row in data]


ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


_NUMBERS = count(1)


class Apps(base_classes.Apps):
    """The apps of this process; the first is active."""

    def __init__(self) -> None:
        self._apps: dict[int, App] = {}

    def keys(self) -> list[int]:
        """Their numbers."""
        return list(self._apps)

    def add(self, spec: Value = None, add_book: Value = None, xl: Value = None, visible: Value = None) -> App:
        """A fresh app without books."""
        app = App(self)
        self._apps[app.pid] = app
        if add_book:
            app.books.add()
        return app

    def activate(self, app: App) -> None:
        """Make *app* the active one."""
        self._apps = {app.pid: app, **self._apps}

    def remove(self, app: App) -> None:
        """Forget *app* once it has quit."""
        self._apps.pop(app.pid, None)

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps.values())

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        return self._apps[pid]


class App(base_classes.App):
    """What stands for the spreadsheet program."""

    visible = False
    screen_updating = True
    display_alerts = False
    status_bar: str | bool = False
    calculation = "manual"
    version = "0"

    def __init__(self, apps: Apps) -> None:
        self._apps = apps
        self._books = Books(self)
        self._pid = -next(_NUMBERS)
        self.copied: Value = None
        """The range that `copy` kept for `paste`."""

    @property
    def books(self) -> Books:
        """The open books."""
        return self._books

    @property
    def engine(self) -> Engine:
        """The engine it belongs to."""
        return engine

    @property
    def pid(self) -> int:
        """A number of its own: apps for files are no processes."""
        return self._pid

    @property
    def api(self) -> App:
        """There is nothing below."""
        return self

    @property
    def selection(self) -> Value:
        """The cells with which the active book opens."""
        if not len(self._books):
            return None
        sheet = self._books.active.sheets.active
        address = sheet.xl.sheet_view.selection[0].sqref or "A1"  # with frozen panes there may be none yet
        return sheet.range(address.split(" ")[0])

    def activate(self, steal_focus: bool = False) -> None:
        """Make it the active app."""
        self._apps.activate(self)

    def calculate(self) -> None:
        """The program that opens the file calculates."""

    def quit(self) -> None:
        """Drop the books."""
        self.books.close_all()
        self._apps.remove(self)

    kill = quit


class Books(base_classes.Books):
    """The open books; the last opened is active."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: list[Book] = []
        self._count = 0

    @property
    def api(self) -> list[Book]:
        """The list itself."""
        return self._books

    @property
    def active(self) -> Book:
        """The book last opened or activated."""
        return self._books[-1]

    def __call__(self, name_or_index: str | int) -> Book:
        """By name, or by place from 1."""
        if isinstance(name_or_index, str):
            for book in self._books:
                if book.name.casefold() == name_or_index.casefold():
                    return book
            raise KeyError(name_or_index)
        return self._books[int(name_or_index) - 1]

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._books)

    def add(self) -> Book:
        """A book with one empty sheet."""
        workbook = openpyxl.Workbook()
        workbook.worksheets[0].title = "Sheet1"
        self._count += 1
        return self._keep(Book(self, workbook, None, f"Book{self._count}"))

    def open(self, fullname: str, *_: Value, **__: Value) -> Book:
        """The book in a file (.xlsx, .xlsm); formulas stay formulas.

        Raises:
            FileNotFoundError, ValueError: it is not there, or no workbook.
        """
        path = Path(fullname)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of extensions that openpyxl leaves out: sparklines, slicers
                workbook = openpyxl.load_workbook(
                    path, keep_vba=path.suffix.lower() == ".xlsm", rich_text=True
                )
        except FileNotFoundError:
            raise
        except (
            Exception
        ) as error:  # openpyxl raises what its parts raise: zip, XML, key, type and value errors
            raise ValueError(f"{path.name} can't be opened as a workbook.") from error
        return self._keep(Book(self, workbook, path, path.name))

    def _keep(self, book: Book) -> Book:
        self._books.append(book)
        return book

    def activate(self, book: Book) -> None:
        """Make *book* the active one."""
        self._books.remove(book)
        self._books.append(book)

    def close(self, book: Book) -> None:
        """Drop *book*."""
        book.workbook.close()
        self._books.remove(book)

    def close_all(self) -> None:
        """Drop all."""
        for book in list(self._books):
            self.close(book)


class Book(base_classes.Book):
    """One workbook."""

    def __init__(self, books: Books, workbook: Workbook, path: Path | None, name: str) -> None:
        self._books = books
        self.workbook = workbook
        self.path = path
        self._name = name

    @property
    def api(self) -> Workbook:
        """The openpyxl workbook."""
        return self.workbook

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    @property
    def fullname(self) -> str:
        """The whole path once it has one."""
        return str(self.path) if self.path else self._name

    @property
    def app(self) -> App:
        """The app it is open in."""
        return self._books.app

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Its named ranges."""
        return Names(self)

    def activate(self) -> None:
        """Make it the active book."""
        self._books.activate(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write the file, whole or not at all; a new book without *path* to '<name>.xlsx' here."""
        target = Path(path) if path else self.path or Path(f"{self._name}.xlsx").absolute()
        half = target.with_name(f".{target.name}.half")
        if target.suffix.lower() == ".xlsx":
            self.workbook.vba_archive = None  # an .xlsx with macros inside is refused by Excel
        try:
            self.workbook.save(half)
            os.replace(half, target)
        finally:
            half.unlink(missing_ok=True)
        self.path, self._name = target, target.name

    def close(self) -> None:
        """Drop it without saving."""
        self._books.close(self)


class Sheets(base_classes.Sheets):
    """The worksheets of a book, in order."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> list[Worksheet]:
        """openpyxl's worksheets."""
        return self.book.workbook.worksheets

    @property
    def active(self) -> Sheet:
        """The sheet that opens first."""
        return Sheet(self.book, self.book.workbook.active)

    def __call__(self, name_or_index: str | int) -> Sheet:
        """By name, or by place from 1."""
        if isinstance(name_or_index, str):
            for sheet in self.api:
                if sheet.title.casefold() == name_or_index.casefold():
                    return Sheet(self.book, sheet)
            raise KeyError(name_or_index)
        return Sheet(self.book, self.api[int(name_or_index) - 1])

    def __len__(self) -> int:
        return len(self.api)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, sheet) for sheet in self.api)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """An empty sheet beside another, else before the active one; it prints landscape and one page wide."""
        workbook = self.book.workbook
        neighbour = (before or after or self.active).xl
        at = workbook.worksheets.index(neighbour) + (1 if after and not before else 0)
        new = workbook.create_sheet(name or self._free_name(), at)
        new.page_setup.orientation = "landscape"
        new.page_setup.fitToHeight = 0  # as many pages as it takes
        new.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        workbook.active = workbook.worksheets.index(new)
        return Sheet(self.book, new)

    def _free_name(self) -> str:
        """'Sheet4' where three are there."""
        names = {sheet.title.casefold() for sheet in self.api}
        return next(f"Sheet{n}" for n in count(1) if f"sheet{n}" not in names)


engine = Engine()


def register() -> None:
    """Make this engine known to xlwings; it is not active yet."""
    if engine.name not in [other.name for other in xw.engines]:
        xw.engines.add(xw.Engine(impl=engine))


@contextmanager
def file_app() -> Iterator[xw.App]:
    """An xlwings app for files, its engine active meanwhile; its books are dropped at the end."""
    register()
    before = xw.engines.active
    xw.engines[engine.name].activate()
    app = xw.engines[engine.name].apps.add()
    try:
        yield app
    finally:
        app.quit()
        xw.engines.active = before
