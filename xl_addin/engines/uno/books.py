"""Workbooks of an office."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import FileProblem
from xl_addin.engines.cell_values import Value
from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.names import Names
from xl_addin.engines.uno.number_formats import NumberFormats
from xl_addin.engines.uno.ranges import Range
from xl_addin.engines.uno.sheets import Sheet, Sheets
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.app import App

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}
GONE_SECONDS = 5.0
NO_LINKS, MACROS_AS_SET = 0, 5
"""com.sun.star.document: UpdateDocMode.NO_UPDATE, MacroExecMode.USE_CONFIG_REJECT_CONFIRMATION."""


class Books(Part, base_classes.Books):
    """The open spreadsheets, in the order in which they were opened."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.office = app.office
        self._books: dict[str, Book] = {}

    @property
    def api(self) -> UnoObject:
        """The office's components."""
        return self.office.desktop.getComponents()

    def around(self, document: UnoObject) -> Book:
        """The workbook of a document, the same object each time."""
        uid = str(document.RuntimeUID)
        if uid not in self._books:
            self._books[uid] = Book(self, document)
        return self._books[uid]

    def _all(self) -> list[Book]:
        books = []
        components = self.office.desktop.getComponents().createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if _is_spreadsheet(component):
                books.append(self.around(component))
        order = {uid: at for at, uid in enumerate(self._books)}
        uids = {book: uid for uid, book in self._books.items()}
        return sorted(books, key=lambda book: order[uids[book]])

    @property
    def active(self) -> Book:
        """The workbook in front; where none is, the last one."""
        current = self.office.desktop.getCurrentComponent()
        if current is not None and _is_spreadsheet(current):
            return self.around(current)
        books = self._all()
        if not books:
            raise KeyError("No workbook is open.")
        return books[-1]

    def __call__(self, name_or_index: str | int) -> Book:
        """By name, or by place from 1."""
        books = self._all()
        if isinstance(name_or_index, str):
            for book in books:
                if book.name.casefold() == name_or_index.casefold():
                    return book
            raise KeyError(name_or_index)
        return books[int(name_or_index) - 1]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def add(self) -> Book:
        """A workbook with one empty sheet."""
        return self._load("private:factory/scalc", "A new workbook")

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: Value = None,
        password: str | None = None,
        *_: Value,
        **__: Value,
    ) -> Book:
        """The workbook in a file; links are not followed, macros run as the office is set.

        Raises:
            FileProblem: LibreOffice can't open it.
        """
        values: dict[str, Value] = {"ReadOnly": bool(read_only), "UpdateDocMode": NO_LINKS}
        if password:
            values["Password"] = password
        return self._load(self.office.url(os.path.abspath(fullname)), Path(fullname).name, **values)

    def _load(self, url: str, what: str, **settings: UnoObject) -> Book:
        arguments = self.office.properties(MacroExecutionMode=MACROS_AS_SET, **settings)
        document = self.office.desktop.loadComponentFromURL(url, "_blank", 0, arguments)
        if document is None or not _is_spreadsheet(document):
            if document is not None:
                document.close(True)
            raise FileProblem(
                f"{what} can't be opened as a workbook.", "Open it by hand and look what LibreOffice says."
            )
        book = self.around(document)
        book.activate()
        return book

    def close_all(self) -> None:
        """Close all, without saving."""
        for book in self._all():
            book.close()

    def wait_without(self, uid: str) -> None:
        """Wait until a closed document is gone; a busy office lets go of it a moment later."""
        until = time.monotonic() + GONE_SECONDS
        while uid in self._open() and time.monotonic() < until:
            time.sleep(0.02)

    def _open(self) -> set[str]:
        components = self.office.desktop.getComponents().createEnumeration()
        addresses = set()
        while components.hasMoreElements():
            try:
                addresses.add(str(getattr(components.nextElement(), "RuntimeUID", "")))
            except self.office.refused:  # it went while it was looked at
                continue
        return addresses

    def forget(self, book: Book) -> None:
        """It is closed."""
        self._books = {uid: other for uid, other in self._books.items() if other is not book}


def _is_spreadsheet(component: UnoObject) -> bool:
    try:
        return bool(component.supportsService(SPREADSHEET))
    except AttributeError:  # a window of no document
        return False


class Book(Part, base_classes.Book):
    """One workbook."""

    def __init__(self, books: Books, document: UnoObject) -> None:
        self._books = books
        self.office = books.office
        self.xl = document
        self.formats = NumberFormats(self.office, document)
        first = document.NullDate
        self._called = ""
        self._still: object = None
        self.epoch = dt.datetime(first.Year, first.Month, first.Day)

    @property
    def api(self) -> UnoObject:
        """The document."""
        return self.xl

    @property
    def app(self) -> App:
        """The app it is open in."""
        return self._books.app

    @property
    def name(self) -> str:
        """The file's name; 'Untitled 1' before it has one. Asked once while the screen stands still."""
        if self.office.still is None or self._still is not self.office.still:
            url = self.xl.getURL()
            self._called = Path(self.office.path(url)).name if url else str(self.xl.Title)
            self._still = self.office.still
        return self._called

    @property
    def fullname(self) -> str:
        """The whole path, or the name before it has one."""
        url = self.xl.getURL()
        return self.office.path(url) if url else str(self.xl.Title)

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Its named ranges."""
        return Names(self)

    @property
    def controller(self) -> UnoObject:
        """Its view."""
        return self.xl.getCurrentController()

    @property
    def frame(self) -> UnoObject:
        """The frame of its view."""
        return self.controller.getFrame()

    @property
    def window(self) -> UnoObject:
        """Its window."""
        return self.frame.getContainerWindow()

    @property
    def selection(self) -> Range | None:
        """The selected cells, the first area of several; None for a picture."""
        current = self.xl.getCurrentSelection()
        if current is None:
            return None
        if current.supportsService("com.sun.star.sheet.SheetCellRange"):
            return self.range_at(current.getRangeAddress())
        if current.supportsService("com.sun.star.sheet.SheetCellRanges"):
            areas = current.getRangeAddresses()
            return self.range_at(areas[0]) if areas else None
        return None

    def range_at(self, address: UnoObject) -> Range:
        """The range of a UNO address."""
        sheet = Sheet(self, self.xl.Sheets.getByIndex(address.Sheet))
        return Range(
            sheet,
            address.StartRow + 1,
            address.StartColumn + 1,
            address.EndRow - address.StartRow + 1,
            address.EndColumn - address.StartColumn + 1,
        )

    def activate(self) -> None:
        """Bring it to the front."""
        self.frame.activate()
        self.window.toFront()
        if self.app in self.app.engine.apps:
            self.app.activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write the file, to *path* as the kind that its ending names; a new book to '<name>.xlsx' here.

        Raises:
            FileProblem: it can't be written.
        """
        if path is None and self.xl.hasLocation():
            self._store(self.name, None, password)
            return
        target = Path(path if path is not None else f"{self.name}.xlsx").absolute()
        if target.suffix.lower() not in FILTERS:
            raise FileProblem(
                f"{target.name} has no ending that LibreOffice can write.",
                f"Use one of {', '.join(FILTERS)}.",
            )
        self._store(target.name, target, password)

    def _store(self, name: str, target: Path | None, password: str | None) -> None:
        values: dict[str, Value] = {"Password": password} if password else {}
        self._still = None
        try:
            if target is None:
                self.xl.store()
            else:
                values |= {"FilterName": FILTERS[target.suffix.lower()], "Overwrite": True}
                self.xl.storeAsURL(self.office.url(str(target)), self.office.properties(**values))
        except Exception as error:
            if type(error).__name__.endswith("IOException"):
                raise FileProblem(
                    f"{name} can't be written.", "Look whether the folder is there and may be written to."
                ) from error
            raise

    def close(self) -> None:
        """Close it without saving."""
        self.xl.setModified(False)
        uid = str(self.xl.RuntimeUID)
        self.xl.close(True)
        self._books.forget(self)
        self._books.wait_without(uid)
