"""The engine's front, and the office as xlwings' App."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from worker.errors import WorkerProblem
from xl_addin.engines.cell_values import Value
from xl_addin.engines.common import engine as front
from xl_addin.engines.lean_xlwings import base_classes, xw
from xl_addin.engines.uno import macros
from xl_addin.engines.uno.books import Book, Books
from xl_addin.engines.uno.connection import CALL_LIMIT, Connection, Part
from xl_addin.engines.uno.own_office import Office, start_office
from xl_addin.engines.uno.ranges import Range
from xl_addin.engines.uno.uno_object import UnoObject


class Engine(front.Engine):
    """Running offices."""

    name = "libreoffice"

    def __init__(self) -> None:
        self.apps = Apps()


class Apps(base_classes.Apps):
    """The offices that this process is connected to; the one last used is active."""

    def __init__(self) -> None:
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        """Their numbers: process ids of offices that we started."""
        return [app.pid for app in self._apps]

    def add(self, spec: Value = None, add_book: Value = None, xl: Value = None, visible: Value = None) -> App:
        """A fresh office with a profile that goes when it quits."""
        folder = Path(tempfile.mkdtemp(prefix="mediamapper-office-"))
        try:
            office = start_office(folder, f"mediamapper{os.getpid()}x{next(_NUMBERS)}")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        app = self.connect(office.pipe, office=office, folder=folder)
        if add_book:
            app.books.add()
        return app

    def connect(
        self, pipe: str, limit: float = CALL_LIMIT, office: Office | None = None, folder: Path | None = None
    ) -> App:
        """The office that listens on *pipe*."""
        app = App(self, Connection(pipe, limit), office, folder)
        self._apps.append(app)
        return app

    def activate(self, app: App) -> None:
        """Make *app* the active one."""
        self._apps.remove(app)
        self._apps.insert(0, app)

    def remove(self, app: App) -> None:
        """Forget *app*."""
        if app in self._apps:
            self._apps.remove(app)

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._apps))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


_NUMBERS = count(1)


class App(Part, base_classes.App):
    """One office; `quit` ends it where we started it, and otherwise only disconnects."""

    display_alerts = False
    enable_events = True
    interactive = True
    calculation = "automatic"

    def __init__(self, apps: Apps, office: Connection, started: Office | None, folder: Path | None) -> None:
        self.office = office
        self._apps, self._started, self._folder = apps, started, folder
        self._pid = started.pid if started else -next(_NUMBERS)
        self._books = Books(self)
        self._updating = True
        self._locked: list[UnoObject] = []
        self._status: tuple[UnoObject, str] | None = None
        self.copied: Value = None
        """The range that `copy` kept for `paste`."""

    @property
    def engine(self) -> Engine:
        """The engine it belongs to."""
        return engine

    @property
    def api(self) -> UnoObject:
        """The office's Desktop."""
        return self.office.desktop

    @property
    def pid(self) -> int:
        """The process id; a negative number for an office that somebody else started."""
        return self._pid

    @property
    def version(self) -> str:
        """'7.4'."""
        return str(self._setup("Product").ooSetupVersion)

    @property
    def language(self) -> str:
        """The language of its menus: 'de', 'en-US'."""
        return str(self._setup("L10N").ooLocale)

    def _setup(self, part: str) -> UnoObject:
        """A part of the office's configuration of itself."""
        reader = self.office.create("com.sun.star.configuration.ConfigurationProvider")
        path = self.office.properties(nodepath=f"/org.openoffice.Setup/{part}")
        return reader.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", path)

    @property
    def books(self) -> Books:
        """The open workbooks."""
        return self._books

    @property
    def visible(self) -> bool:
        """Whether windows show; a headless office has none to show."""
        return all(book.window.isVisible() for book in self._books)

    @visible.setter
    def visible(self, value: bool) -> None:
        for book in self._books:
            book.window.setVisible(value)

    @property
    def selection(self) -> Range | None:
        """The selected cells of the active workbook, the first area of several; None for a picture."""
        if not len(self._books):
            return None
        return self._books.active.selection

    @property
    def screen_updating(self) -> bool:
        """Whether changes show at once."""
        return self._updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value == self._updating:
            return
        if value:
            for document in self._locked:
                with suppress(WorkerProblem), self.office.call("screen_updating"):
                    document.unlockControllers()
            self._locked = []
            self.office.still = None
        else:
            self.office.still = object()
            self._locked = [book.xl for book in self._books]
            for document in self._locked:
                document.lockControllers()
        self._updating = value

    @property
    def status_bar(self) -> str | bool:
        """Our text in the status bar of the active workbook, else False."""
        return self._status[1] if self._status else False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        if value is False:
            if self._status:
                self._status[0].end()
            self._status = None
        elif self._status:
            self._status[0].setText(str(value))
            self._status = (self._status[0], str(value))
        elif len(self._books):
            indicator = self._books.active.frame.createStatusIndicator()
            indicator.start(str(value), 0)
            self._status = (indicator, str(value))

    def activate(self, steal_focus: bool = False) -> None:
        """Make it the active app."""
        self._apps.activate(self)

    def calculate(self) -> None:
        """Recalculate every open workbook."""
        for book in self._books:
            book.xl.calculateAll()

    def run(self, macro: str, args: Sequence[Value]) -> Value:
        """Run a macro of a workbook: "'Book.xlsm'!Module1.Name"."""
        return macros.run(self._books, macro, args)

    def quit(self) -> None:
        """End an office that we started; leave another one running."""
        self._apps.remove(self)
        if self._started is not None:
            with suppress(WorkerProblem):
                self._books.close_all()
        self._let_go()

    def kill(self) -> None:
        """As `quit`, without asking an office of ours."""
        self._apps.remove(self)
        self._let_go()

    def _let_go(self) -> None:
        self.office.close()
        if self._started is not None:
            self._started.stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def book_of(self, document: UnoObject) -> Book:
        """The workbook around a UNO document."""
        return self._books.around(document)


engine = Engine()


def register() -> None:
    """Make this engine known to xlwings; it is not active yet."""
    if engine.name not in [other.name for other in xw.engines]:
        xw.engines.add(xw.Engine(impl=engine))


@contextmanager
def office_app(pipe: str, limit: float = CALL_LIMIT) -> Iterator[xw.App]:
    """An xlwings app for the running office that listens on *pipe*, its engine active meanwhile.

    The office goes on afterwards. *limit*: seconds that one call may take.

    Raises:
        WorkerProblem: no office there, or no `uno` for this Python.
    """
    register()
    before = xw.engines.active
    impl = engine.apps.connect(pipe, limit)
    xw.engines[engine.name].activate()
    try:
        yield xw.App(impl=impl)
    finally:
        with suppress(WorkerProblem):
            impl.screen_updating = True
            impl.status_bar = False
        impl.quit()
        xw.engines.active = before
