"""A block of cells: where it is, and whether it may be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from worker.errors import UsageError
from worker.shapes.grid import column_letter
from xl_addin.engines.cell_values import Value
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.sheets import Sheet

Box = tuple[int, int, int, int]
"""First row and column, last row and column; from 1 unless said otherwise."""


class Block(Part):
    """A block of cells, given by its first cell and its size."""

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int) -> None:
        if row < 1 or column < 1:
            raise IndexError("Rows and columns are numbered from 1.")
        self._sheet = sheet
        self.office = sheet.office
        self._row, self._column, self._rows, self._columns = row, column, rows, columns
        self._xl: Value = None
        self.options: dict[str, Value] = {}

    # ------------------------------------------------------------ where it is

    @property
    def sheet(self) -> Sheet:
        """Its sheet."""
        return self._sheet

    @property
    def row(self) -> int:
        """First row."""
        return self._row

    @property
    def column(self) -> int:
        """First column."""
        return self._column

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._rows, self._columns

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """Sheet, first cell, size."""
        return self._sheet.name, self._row, self._column, self._rows, self._columns

    @property
    def corners(self) -> Box:
        """First row and column, last row and column."""
        return self._row, self._column, self._row + self._rows - 1, self._column + self._columns - 1

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

    def __len__(self) -> int:
        return self._rows * self._columns

    def __call__(self, arg1: int, arg2: int | None = None) -> Self:
        """One cell by its place in the block: row and column from 1, or counted row by row."""
        if arg2 is None:
            row, column = divmod(arg1 - 1, self._columns)
            return type(self)(self._sheet, self._row + row, self._column + column, 1, 1)
        return type(self)(self._sheet, self._row + arg1 - 1, self._column + arg2 - 1, 1, 1)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """'$A$1:$B$2', with as many signs as asked for."""

        def cell(row: int, column: int) -> str:
            letters = column_letter(column)
            return f"{'$' if col_absolute else ''}{letters}{'$' if row_absolute else ''}{row}"

        top, left, bottom, right = self.corners
        text = cell(top, left) if len(self) == 1 else f"{cell(top, left)}:{cell(bottom, right)}"
        return f"'[{self._sheet.book.name}]{self._sheet.name}'!{text}" if external else text

    @property
    def address(self) -> str:
        """'$A$1:$B$2'."""
        return self.get_address(True, True, False)

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
        name = self._sheet.name  # fails for a sheet that is gone
        if self._sheet.protected and self.uniform("CellProtection", None, self._is_open) is not True:
            raise UsageError(
                f"{name}!{self.get_address(False, False, False)} can't be written: the sheet is protected.",
                "Take the protection away (Tools > Protect Sheet), then try again.",
                code="protected",
            )

    @staticmethod
    def _is_open(protection: UnoObject) -> bool:
        return not protection.IsLocked
