"""The ribbon's verbs on the Excel that was clicked in, from outside Excel and in a thread of their own."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from worker.shapes.json import Json
from xl_addin import jobs, ribbon
from xl_addin.clicks import Click, IsStopped
from xl_addin.desk import Front

if TYPE_CHECKING:
    from xlwings import App


@dataclass(frozen=True, slots=True)
class ExcelPlace:
    """Excel and the workbook in front of it when a button was pressed."""

    application: object
    """Excel's Application object, marshalled: it belongs to the thread that took the click."""
    book: str
    """The workbook's name; empty where none was open."""


class ExcelWork:
    """Does each click on the Excel that it came from, and lets go of that Excel once its message was read.

    Excel stays in memory after its last window is closed for as long as a process holds one of its objects.
    """

    def __init__(self, join: Callable[[object], App]) -> None:
        """*join* gives the xlwings app of a marshalled Application object."""
        self._join = join
        self._app: App | None = None

    def do(self, click: Click, is_stopped: IsStopped) -> Json:
        """Do the click's verb.

        Raises:
            MediaMapperError: Excel is busy or gone.
        """
        place = click.place
        assert isinstance(place, ExcelPlace)
        self._app = self._join(place.application)
        try:
            front = Front(self._app, self._app.books[place.book] if place.book else None)
            return asdict(getattr(ribbon, click.verb)(front, is_stopped, click.other))
        finally:
            give_esc_back(self._app)

    def stop(self) -> object:
        """Ask the work under way to stop."""
        return jobs.stop_running()

    def rest(self) -> None:
        """Give the status bar back, and let go of Excel."""
        if self._app is not None:
            jobs.show(self._app, False)
        self._app = None
        gc.collect()  # xlwings' objects refer to each other, and through them to Excel


def give_esc_back(app: App) -> None:
    """Esc is Excel's own key again; the macro that pressed the button had laid it on Cancel."""
    with suppress(Exception):  # an Excel that is gone or busy; the macro of Cancel gives the key back too
        app.api.OnKey("{ESC}")
