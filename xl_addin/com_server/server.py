"""The server's life: one a session, found by its class, alive whoever joins and leaves.

xlwings' own `serve` ends with its last client (it calls `EnableQuitMessage`); after Excel was closed once, the next
Excel would find nobody. This loop ends when it is asked to, or with the Windows session.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError
from xl_addin import settings_file, udfs
from xl_addin.clicks import Clicks
from xl_addin.client import TOKEN_QUERY
from xl_addin.com_server import CLSID, DONE, MUTEX, SECOND
from xl_addin.com_server.bridge import Bridge
from xl_addin.com_server.excel_work import ExcelPlace, ExcelWork
from xl_addin.com_server.patience import ComObject, Patience, Patient
from xl_addin.engines.lean_xlwings import xw

if TYPE_CHECKING:
    from xlwings import App

INPUT_AVAILABLE = 4
"""MWMO_INPUTAVAILABLE."""
FULL_TOKEN = 2
"""TokenElevationTypeFull: started as administrator while the user's other programs are not."""


def main() -> None:
    """Serve until asked to end; then end without the clean-up of xlwings, which kills every Excel that shows no workbook."""
    code = serve()
    sys.stderr.flush()
    os._exit(code)


def serve(windows: Windows | None = None) -> int:
    """The exit code: `DONE` when asked to end, `SECOND` where another server of this session runs."""
    windows = windows or Windows()
    if not windows.is_first():
        sys.stderr.write("MediaMapper's server for Excel runs already in this session; this one ends.\n")
        return SECOND
    with suppress(MediaMapperError):  # formulas then answer for everybody; the first button says why
        udfs.answers().scope = settings_file.read().scope
    bridge = new_bridge(windows)
    factory = windows.register(bridge)
    try:
        windows.pump(bridge)
    finally:
        windows.revoke(factory)
    return DONE


def new_bridge(windows: Windows) -> Bridge:
    """The bridge with its queue of clicks."""
    return Bridge(
        lambda say: Clicks(ExcelWork(windows.joined_app), say),
        windows.clean,
        windows.place,
        windows.let_go,
        windows.end,
        version=version("mediamapper"),
        elevated=windows.is_elevated(),
    )


class Windows:
    """What the server needs of Windows and of COM, through pywin32."""

    def __init__(self) -> None:
        # pywintypes comes first: pywin32's other modules find their library through it.
        self._errors = import_module("pywintypes")
        self._com = import_module("pythoncom")
        self._events = import_module("win32event")
        self._conversion = import_module("xlwings.conversion")
        self._end = self._events.CreateEvent(None, True, False, None)
        self._mutex: object = None

    def is_first(self) -> bool:
        """Whether no other server of this session runs; from now on this one does, until its process ends."""
        self._mutex = self._events.CreateMutex(None, False, MUTEX)
        return bool(self._events.WaitForSingleObject(self._mutex, 0) != self._events.WAIT_TIMEOUT)

    def is_elevated(self) -> bool:
        """Whether the process runs as administrator while the user's other programs do not."""
        security, api = import_module("win32security"), import_module("win32api")
        try:
            token = security.OpenProcessToken(api.GetCurrentProcess(), TOKEN_QUERY)
            return bool(security.GetTokenInformation(token, security.TokenElevationType) == FULL_TOKEN)
        except self._errors.error:
            return False

    def register(self, bridge: Bridge) -> int:
        """Let clients find *bridge* by the class; the number under which COM knows that."""
        policy: ComObject = import_module("win32com.server.policy")
        util = import_module("win32com.server.util")
        clsid = self._errors.IID(CLSID)
        base = policy.DefaultPolicy

        class OurPolicy(base):  # type: ignore[misc, valid-type]  # pywin32 asks its policy for a class's objects
            def _CreateInstance_(self, class_id: object, interface: object) -> object:
                if class_id == clsid:
                    return util.wrap(bridge, interface)
                return base._CreateInstance_(self, class_id, interface)

        policy.DefaultPolicy = OurPolicy
        return int(
            self._com.CoRegisterClassObject(
                clsid,
                self._com.MakePyFactory(clsid),
                self._com.CLSCTX_LOCAL_SERVER,
                self._com.REGCLS_MULTIPLEUSE,
            )
        )

    def revoke(self, factory: int) -> None:
        """No new client finds the class."""
        self._com.CoRevokeClassObject(factory)

    def pump(self, bridge: Bridge) -> None:
        """Answer clients until `end`; the work of a click begins once its call has returned to Excel."""
        while True:
            # Also a message that COM looked at and left in the queue, while it waited for an answer of its own, wakes it.
            woken = self._events.MsgWaitForMultipleObjectsEx(
                (self._end,),
                self._events.INFINITE,
                self._events.QS_ALLINPUT,
                INPUT_AVAILABLE,
            )
            if woken == self._events.WAIT_OBJECT_0:
                return
            self._com.PumpWaitingMessages()
            bridge.begin_work()

    def end(self) -> None:
        """Have `pump` return."""
        self._events.SetEvent(self._end)

    def clean(self, value: object) -> object:
        """Cells as VBA sends them, as xlwings reads cells: dates, errors and empty cells in its way."""
        return None if value is None else self._conversion.read(None, value, {"ndim": 2})

    def place(self, application: object, book: str) -> ExcelPlace:
        """Excel's Application object, ready for another thread."""
        stream = self._com.CoMarshalInterThreadInterfaceInStream(self._com.IID_IDispatch, application)
        return ExcelPlace(stream, book)

    def let_go(self, place: object) -> None:
        """Give up Excel's object at a place that no thread will join: Excel stays in memory for as long as one is held."""
        assert isinstance(place, ExcelPlace)
        with suppress(self._errors.com_error):  # an Excel that has ended holds nothing
            self._com.CoGetInterfaceAndReleaseStream(place.application, self._com.IID_IDispatch)

    def joined_app(self, stream: object) -> App:
        """The xlwings app of a marshalled Application object, in the thread that calls this."""
        self._com.CoInitialize()
        dispatch = import_module("win32com.client").Dispatch
        application = dispatch(self._com.CoGetInterfaceAndReleaseStream(stream, self._com.IID_IDispatch))
        excel = import_module("xlwings._xlwindows")
        app: App = xw.App(impl=excel.App(xl=Patient(application, Patience())))
        return app
