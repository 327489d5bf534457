"""What the component asks of the running office: its main thread, its status bar, its pipe, its recalculation."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

import unohelper  # type: ignore[import-not-found]
from com.sun.star.awt import Rectangle, XCallback  # type: ignore[import-not-found]
from com.sun.star.awt.MessageBoxType import ERRORBOX  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.frame import XTerminateListener  # type: ignore[import-not-found]
from com.sun.star.ui.dialogs.ExecutableDialogResults import OK  # type: ignore[import-not-found]
from com.sun.star.ui.dialogs.TemplateDescription import FILEOPEN_SIMPLE  # type: ignore[import-not-found]

from .steps import UnoObject
from .words import A_FILE, ALL_FILES, EARLIER, PLANS, tr

MENU_CORNER = (200, 100)
"""Where the menu of versions opens in the window, in pixels."""
VERSIONS = (
    (PLANS, "*.xlsx;*.xlsm;*.xlsb;*.xls;*.ods;*.csv;*.parquet"),
    (ALL_FILES, "*.*"),
)
FORMULA = r"MAP_(COLUMN|CONFIDENCE|WHY|VALUE)"


class _Call(unohelper.Base, XCallback):  # type: ignore[misc]
    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work

    def notify(self, _: UnoObject) -> None:
        """Called by the office in its main thread."""
        self.work()


class _AtEnd(unohelper.Base, XTerminateListener):  # type: ignore[misc]
    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work

    def queryTermination(self, _: UnoObject) -> None:
        """Never in the way."""

    def notifyTermination(self, _: UnoObject) -> None:
        """The office ends."""
        self.work()

    def disposing(self, _: UnoObject) -> None:
        """The desktop is gone."""


class Office:
    """The office that this Python runs in."""

    def __init__(self, context: UnoObject) -> None:
        self.context = context
        self.services = context.ServiceManager
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self._indicator: UnoObject = None
        self._acceptor: UnoObject = None

    @property
    def language(self) -> str:
        """The language of its menus: 'de', 'en-US'."""
        reader = self._service("com.sun.star.configuration.ConfigurationProvider")
        path = PropertyValue()
        path.Name, path.Value = "nodepath", "/org.openoffice.Setup/L10N"
        access = "com.sun.star.configuration.ConfigurationAccess"
        return str(reader.createInstanceWithArguments(access, (path,)).ooLocale)

    def soon(self, work: Callable[[], object]) -> None:
        """Run *work* in the main thread when that is free; may be called from any thread."""
        self._service("com.sun.star.awt.AsyncCallback").addCallback(_Call(work), None)

    def at_end(self, work: Callable[[], object]) -> None:
        """Run *work* when the office ends."""
        self.desktop.addTerminateListener(_AtEnd(work))

    def listen(self, pipe: str) -> None:
        """Let other programs of this user drive the office through *pipe*, as `--accept` does."""
        self._acceptor = self._service(
            "com.sun.star.office.Acceptor"
        )  # it listens for as long as somebody holds it
        self._acceptor.initialize((f"pipe,name={pipe};urp;StarOffice.ComponentContext", True))

    def recalculate(self) -> bool:
        """Recalculate the spreadsheets that use our formulas; whether there was one."""
        books = [book for book in self._spreadsheets() if _has_formula(book)]
        for book in books:
            book.calculateAll()
        return bool(books)

    def show(self, frame: UnoObject, words: str) -> None:
        """Show *words* in the status bar of *frame*; none gives it back."""
        if self._indicator:
            self._indicator.end()
            self._indicator = None
        if words and frame:
            self._indicator = frame.createStatusIndicator()
            self._indicator.start(words, 0)

    def window(self, frame: UnoObject) -> UnoObject:
        """The window of *frame* where it shows; None of a document that is hidden, as in a conversion, or closed."""
        window = frame.getContainerWindow() if frame else None
        return window if window is not None and window.isVisible() else None

    def complain(self, frame: UnoObject, sentence: str) -> None:
        """Show *sentence* in a box above *frame*; with no window to put it on, nothing."""
        window = self.window(frame)
        if window is None:
            return
        box = window.getToolkit().createMessageBox(window, ERRORBOX, 1, "MediaMapper", sentence)
        box.execute()
        box.dispose()

    def chosen_version(self, frame: UnoObject) -> str:
        """The spreadsheet that a person picks to compare with, a path or an unsaved one's title; '' where none."""
        window = self.window(frame)
        if window is None:
            return ""
        front = frame.getController().getModel()
        others = [_place(book) for book in self._spreadsheets() if book != front]
        if not others:
            return self._chosen_file()
        menu = self._service("com.sun.star.awt.PopupMenu")
        for number, place in enumerate((*others, tr(A_FILE)), 1):
            menu.insertItem(number, Path(place).name, 0, number - 1)
        number = menu.execute(window, Rectangle(*MENU_CORNER, 0, 0), 0)
        if number > len(others):
            return self._chosen_file()
        return others[number - 1] if number else ""

    def _chosen_file(self) -> str:
        picker = self._service("com.sun.star.ui.dialogs.FilePicker")
        picker.initialize((FILEOPEN_SIMPLE,))
        picker.setTitle(tr(EARLIER))
        for name, pattern in VERSIONS:
            picker.appendFilter(tr(name), pattern)
        if picker.execute() != OK:
            return ""
        return str(unohelper.fileUrlToSystemPath(picker.getSelectedFiles()[0]))

    def _spreadsheets(self) -> Iterator[UnoObject]:
        documents = self.desktop.getComponents().createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                yield document

    def _service(self, service: str) -> UnoObject:
        return self.services.createInstanceWithContext(service, self.context)


def _place(book: UnoObject) -> str:
    """The path of a spreadsheet, or its title before it has one."""
    url = book.getURL()
    return str(unohelper.fileUrlToSystemPath(url)) if url.startswith("file:") else str(book.Title)


def _has_formula(book: UnoObject) -> bool:
    for sheet in book.getSheets():
        search = sheet.createSearchDescriptor()
        search.SearchRegularExpression = True
        search.SearchString = FORMULA
        if sheet.findFirst(search) is not None:
            return True
    return False
