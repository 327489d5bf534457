"""Links in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.windows.fake_excel.thing import Thing

if TYPE_CHECKING:
    from tests.windows.fake_excel.cells import Range


class Hyperlinks(Thing):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    def Item(self, Index: Any) -> Hyperlink:
        return Hyperlink(self.cells, self.cells.block.hyperlink)

    def Add(
        self, Anchor: Any, Address: Any, SubAddress: Any, ScreenTip: Any, TextToDisplay: Any
    ) -> Hyperlink:
        link = Hyperlink(Anchor, Address)
        link.TextToDisplay = TextToDisplay or str(Anchor.Value or Address)
        return link


class Hyperlink(Thing):
    def __init__(self, cells: Range, address: str) -> None:
        self.cells, self.address = cells, address
        self.tip = ""

    Address = property(lambda self: self.address)

    @property
    def TextToDisplay(self) -> str:
        return str(self.cells.Value)

    @TextToDisplay.setter
    def TextToDisplay(self, value: str) -> None:
        self.cells.block.add_hyperlink(self.address, value, self.tip)
        self.cells.sheet.book.saved = False

    @property
    def ScreenTip(self) -> str:
        return self.tip

    @ScreenTip.setter
    def ScreenTip(self, value: str) -> None:
        self.tip = value
        self.cells.block.add_hyperlink(self.address, self.TextToDisplay, value)
