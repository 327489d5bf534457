"""The program."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import win32gui

from tests.windows.fake_excel.books import Workbook, Workbooks
from tests.windows.fake_excel.links import Hyperlinks
from tests.windows.fake_excel.rules import FormatConditions, Validation
from tests.windows.fake_excel.sheets import Worksheet, Worksheets
from tests.windows.fake_excel.thing import Thing
from xl_addin.engines.files.app import Apps

if TYPE_CHECKING:
    from tests.windows.fake_excel.cells import Range

AUTOMATIC = -4105


class Application(Thing):
    """The program: its workbooks, and how long it takes no calls."""

    def __init__(self) -> None:
        self.impl = Apps().add()
        self.window = win32gui.CreateWindow("STATIC", "Excel", 0, 0, 0, 0, 0, 0, 0, 0, None)
        self.values: dict[str, Any] = {
            "ScreenUpdating": True,
            "DisplayAlerts": True,
            "StatusBar": False,
            "Visible": True,
        }
        self.books: list[Workbook] = []
        self.ended = False
        self.refuses_each = self.calls = 0
        self.keys: list[str] = []

    def refuses(self) -> bool:
        """Whether this call meets an Excel that is busy."""
        self.calls += 1
        return bool(self.refuses_each) and self.calls % self.refuses_each == 0

    Name = property(lambda self: "Microsoft Excel")
    Version = property(lambda self: "16.0")
    Hwnd = property(lambda self: self.window)
    Application = property(lambda self: self)
    Workbooks = property(lambda self: Workbooks(self))
    ActiveWorkbook = property(lambda self: self.books[-1] if self.books else None)
    ActiveSheet = property(lambda self: self.books[-1].ActiveSheet if self.books else None)
    International = property(lambda self: tuple(",") * 45)
    Calculation = property(lambda self: AUTOMATIC)
    ScreenUpdating = property(
        lambda self: self.values["ScreenUpdating"], lambda self, v: self.values.update(ScreenUpdating=v)
    )
    DisplayAlerts = property(
        lambda self: self.values["DisplayAlerts"], lambda self, v: self.values.update(DisplayAlerts=v)
    )
    Visible = property(lambda self: self.values["Visible"], lambda self, v: self.values.update(Visible=v))

    @property
    def StatusBar(self) -> Any:
        return self.values["StatusBar"]

    @StatusBar.setter
    def StatusBar(self, words: Any) -> None:
        """Printed too: a test shows them where our Python waits behind a box that nobody sees."""
        self.values["StatusBar"] = words
        sys.stdout.write(f"{words or ''}\n")
        sys.stdout.flush()

    @property
    def Selection(self) -> Range | None:
        """The selected cells of the sheet in front."""
        return self.ActiveSheet.selected if self.books else None

    def Calculate(self) -> None:
        """Nothing here calculates."""

    def OnKey(self, Key: Any, Procedure: Any) -> None:
        """Note the keys that were given back."""
        self.keys.append(Key)

    def Busy(self, Each: Any) -> None:
        """A test's word, none of Excel's: refuse each so many calls from now on; 0 takes all."""
        self.refuses_each, self.calls = int(Each), 0

    def Quit(self) -> None:
        self.ended = True


WITH_NAMES: Sequence[type[Thing]] = (
    Workbook,
    Worksheets,
    Worksheet,
    Hyperlinks,
    Validation,
    FormatConditions,
)
"""Those whose methods are called with arguments by name, which pywin32 needs type information for; asking costs time."""
