"""A block of cells: where it is, and whether it may be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from worker.errors import UsageError
from xl_addin.engines.cell_values import Value
from xl_addin.engines.common import block
from xl_addin.engines.common.block import Box
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.sheets import Sheet


class Block(Part, block.Block):
    """A block of cells of an office's sheet."""

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int) -> None:
        super().__init__(sheet, row, column, rows, columns)
        self.office = sheet.office
        self._xl: Value = None

    @property
    def xl(self) -> UnoObject:
        """The UNO range; None for a block without cells."""
        if self._xl is None and len(self):
            top, left, bottom, right = self.corners
            self._xl = self._sheet.xl.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)
        return self._xl

    @property
    def api(self) -> UnoObject:
        """The UNO range."""
        return self.xl

    def of_size(self, rows: int, columns: int) -> Self:
        """The block of that size at the same first cell."""
        if (rows, columns) == self.shape:
            return self
        return type(self)(self._sheet, self._row, self._column, rows, columns)

    def part(self, box: Box) -> Self:
        """A part by its first row and column, last row and column, from 0."""
        top, left, bottom, right = box
        return type(self)(
            self._sheet, self._row + top, self._column + left, bottom - top + 1, right - left + 1
        )

    def uniform(
        self, name: str, default: Value = None, change: Callable[[Value], Value] | None = None
    ) -> Value:
        """A property that all cells share, as *change* sees it; *default* where they differ."""
        if self.xl.getPropertyState(name).value == "AMBIGUOUS_VALUE":
            return default
        value = self.xl.getPropertyValue(name)
        return change(value) if change else value

    def check_open(self) -> None:
        """Raise where it must not be written: a locked cell of a protected sheet, a sheet that is gone."""
        self._sheet.check_there()
        if not self._sheet.is_open() and self.uniform("CellProtection", None, self._is_open) is not True:
            raise UsageError(
                f"{self._sheet.name}!{self.get_address(False, False, False)} can't be written: the sheet is protected.",
                "Take the protection away (Tools > Protect Sheet), then try again.",
                code="protected",
            )

    @staticmethod
    def _is_open(protection: UnoObject) -> bool:
        return not protection.IsLocked
