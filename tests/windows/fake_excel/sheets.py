"""Worksheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.windows.fake_excel.cells import Range
from tests.windows.fake_excel.charts import ChartObjects
from tests.windows.fake_excel.thing import Refusal, Thing, picked
from xl_addin.engines.files.sheets import Sheet as FileSheet

if TYPE_CHECKING:
    from tests.windows.fake_excel.books import Workbook

VISIBLE, HIDDEN = -1, 0
LONGEST_NAME = 31


class Worksheets(Thing):
    def __init__(self, book: Workbook) -> None:
        self.book = book

    Count = property(lambda self: len(self.book.impl.sheets))
    Application = property(lambda self: self.book.app)
    Parent = property(lambda self: self.book)

    def Item(self, Index: Any) -> Worksheet:
        return picked(self._NewEnum(), Index)

    def _NewEnum(self) -> list[Any]:
        return [Worksheet(self.book, sheet) for sheet in self.book.impl.sheets]

    def Add(self, Before: Any, After: Any) -> Worksheet:
        beside = {"before": Before and Before.impl, "after": After and After.impl}
        if not (Before or After):
            beside["before"] = self.book.impl.sheets.active
        sheet = self.book.impl.sheets.add(**beside)
        sheet.activate()
        self.book.saved = False
        return Worksheet(self.book, sheet)


class Worksheet(Thing):
    def __init__(self, book: Workbook, impl: FileSheet) -> None:
        self.book, self.impl = book, impl

    Index = property(lambda self: self.impl.index)
    Parent = property(lambda self: self.book)
    Application = property(lambda self: self.book.app)
    Visible = property(
        lambda self: VISIBLE if self.impl.visible else HIDDEN,
        lambda self, value: setattr(self.impl, "visible", bool(value)),
    )
    ProtectContents = property(lambda self: bool(self.impl.xl.protection.sheet))
    UsedRange = property(lambda self: Range(self, self.impl.used_range))
    Cells = property(lambda self: Range(self, self.impl.cells))

    @property
    def Name(self) -> str:
        return self.impl.name

    @Name.setter
    def Name(self, value: str) -> None:
        others = [sheet.name.casefold() for sheet in self.book.impl.sheets if sheet.xl is not self.impl.xl]
        if not 0 < len(value) <= LONGEST_NAME or set(value) & set("[]:*?/\\") or value.casefold() in others:
            raise Refusal(f"'{value}' is no name for a sheet")
        self.impl.name = value

    @property
    def selected(self) -> Range:
        block = self.book.selections.get(self.impl.name) or self.impl.range((1, 1))
        return Range(self, block)

    def Range(self, Cell1: Any, Cell2: Any) -> Range:
        ends = [cell.block if isinstance(cell, Range) else cell for cell in (Cell1, Cell2)]
        return Range(self, self.impl.range(*ends))

    def Activate(self) -> None:
        if not self.impl.visible:
            raise Refusal("a hidden sheet can't be shown")
        self.impl.activate()

    def ChartObjects(self) -> ChartObjects:
        return ChartObjects(self)

    def Select(self) -> None:
        self.Activate()

    def Delete(self) -> None:
        if sum(sheet.visible for sheet in self.book.impl.sheets) == 1 and self.impl.visible:
            raise Refusal("the last sheet stays")
        self.impl.delete()
        self.book.saved = False

    def Move(self, Before: Any, After: Any) -> None:
        self.impl.move(Before and Before.impl, After and After.impl)
