"""Lists to pick from, bars that follow the values, and looks by formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.windows.fake_excel.thing import Refusal, Thing, split

if TYPE_CHECKING:
    from tests.windows.fake_excel.cells import Range

LIST = 3
EXPRESSION = 2
GERMAN = {"AND(": "UND(", "COUNTIFS(": "ZÄHLENWENNS(", "ROW(": "ZEILE(", ",": ";"}
"""What this Excel, a German one, has for words and marks of English formulas."""


RELATIVE = re.compile(r"(?<![$A-Z'!])\$?[A-Z]{1,3}[1-9]\d*\b")
"""A place whose row, or column and row, move with the cell."""


def in_german(formula: str) -> str:
    for english, german in GERMAN.items():
        formula = formula.replace(english, german)
    return formula


def in_english(formula: str) -> str:
    for english, german in GERMAN.items():
        formula = formula.replace(german, english)
    return formula


class Validation(Thing):
    """A list to pick from; asking where there is none is an error, as in Excel."""

    def __init__(self, cells: Range) -> None:
        self.cells = cells

    @property
    def Type(self) -> int:
        if self.cells.block.data_validation.type == "none":
            raise Refusal("no rule here")
        return LIST

    Formula1 = property(lambda self: self.cells.block.data_validation.source)
    InCellDropdown = property(
        lambda self: self.cells.block.data_validation.in_cell_dropdown, lambda self, value: None
    )

    def Add(self, Type: Any, AlertStyle: Any, Operator: Any, Formula1: Any, Formula2: Any) -> None:
        if self.cells.block.data_validation.type != "none":
            raise Refusal("there is a rule already")
        sheet, _, address = Formula1.removeprefix("=").rpartition("!")
        name = sheet.strip("'").rpartition("]")[2]
        source = self.cells.sheet.book.impl.sheets(name).range(address) if sheet else Formula1.split(",")
        self.cells.block.data_validation.set_list(source, True)

    def Modify(self, Type: Any, AlertStyle: Any, Operator: Any, Formula1: Any, Formula2: Any) -> None:
        self.Delete()
        self.Add(Type, AlertStyle, Operator, Formula1, Formula2)

    def Delete(self) -> None:
        self.cells.block.data_validation.delete()


class FormatConditions(Thing):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    Count = property(lambda self: len(self.cells.block.conditional_formats))

    def Item(self, Index: Any) -> Thing:
        return Databar(self.cells)

    def Add(self, Type: Any, Operator: Any, Formula1: Any, Formula2: Any) -> Look:
        """A formula is taken in the program's language, and relative places are another cell's than the caller thinks."""
        if Type != EXPRESSION or in_german(Formula1) != Formula1 or RELATIVE.search(Formula1):
            raise Refusal(f"no rule: {Formula1}")
        return Look(self.cells, in_english(Formula1))

    def AddDatabar(self) -> Databar:
        spec = {
            "threshold_types": ("number", "number"),
            "thresholds": (0, 1),
            "bar_color": (0, 0, 255),
            "show_value": True,
        }
        self.cells.block.conditional_formats.add_data_bar(spec)
        return Databar(self.cells)


class Look(Thing):
    """What cells look like where a formula holds."""

    def __init__(self, cells: Range, formula: str) -> None:
        self.cells, self.formula = cells, formula
        self.fill, self.font = Colour(), Colour()
        self.stops = False

    Interior = property(lambda self: self.fill)
    Font = property(lambda self: self.font)
    StopIfTrue = property(lambda self: self.stops, lambda self, value: setattr(self, "stops", bool(value)))
    Type = property(lambda self: EXPRESSION)

    def SetFirstPriority(self) -> None:
        """The last thing that xlwings asks of a new rule: it is whole now."""
        spec = {
            "formula": self.formula,
            "fill_color": split(self.fill.number),
            "font_color": split(self.font.number),
            "stop_if_true": self.stops,
        }
        self.cells.block.conditional_formats.add_custom(spec)
        self.cells.sheet.book.saved = False


class Colour(Thing):
    number = 0
    Color = property(lambda self: self.number, lambda self, value: setattr(self, "number", int(value)))


class Databar(Thing):
    """The bar of a rule; its colour and ends are taken, and not drawn."""

    def __init__(self, cells: Range) -> None:
        self.cells = cells

    BarColor = property(lambda self: Colour())
    BarFillType = property(lambda self: 1, lambda self, value: None)
    ShowValue = property(lambda self: True, lambda self, value: None)
    MinPoint = property(lambda self: BarPoint())
    MaxPoint = property(lambda self: BarPoint())
    Type = property(lambda self: 4)

    def SetFirstPriority(self) -> None: ...


class BarPoint(Thing):
    def Modify(self, newtype: Any, newvalue: Any) -> None: ...
