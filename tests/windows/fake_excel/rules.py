"""Lists to pick from, and bars that follow the values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.windows.fake_excel.thing import Refusal, Thing

if TYPE_CHECKING:
    from tests.windows.fake_excel.cells import Range

LIST = 3


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

    def Item(self, Index: Any) -> Databar:
        return Databar(self.cells)

    def AddDatabar(self) -> Databar:
        spec = {
            "threshold_types": ("number", "number"),
            "thresholds": (0, 1),
            "bar_color": (0, 0, 255),
            "show_value": True,
        }
        self.cells.block.conditional_formats.add_data_bar(spec)
        return Databar(self.cells)


class Databar(Thing):
    """The bar of a rule; its colour and ends are taken, and not drawn."""

    def __init__(self, cells: Range) -> None:
        self.cells = cells

    BarColor = property(lambda self: BarColor())
    BarFillType = property(lambda self: 1, lambda self, value: None)
    ShowValue = property(lambda self: True, lambda self, value: None)
    MinPoint = property(lambda self: BarPoint())
    MaxPoint = property(lambda self: BarPoint())
    Type = property(lambda self: 4)

    def SetFirstPriority(self) -> None: ...


class BarColor(Thing):
    Color = property(lambda self: 0, lambda self, value: None)


class BarPoint(Thing):
    def Modify(self, newtype: Any, newvalue: Any) -> None: ...
