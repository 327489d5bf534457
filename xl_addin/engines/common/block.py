"""Where a block of cells is."""

from __future__ import annotations

from typing import Self

from worker.errors import UsageError
from worker.shapes.grid import column_letter
from xl_addin.engines.cell_values import Value

Box = tuple[int, int, int, int]
"""First row and column, last row and column; from 1 unless said otherwise."""


class Block:
    """A block of cells, given by its first cell and its size."""

    def __init__(self, sheet: Value, row: int, column: int, rows: int, columns: int) -> None:
        if row < 1 or column < 1:
            raise IndexError("Rows and columns are numbered from 1.")
        self._sheet = sheet
        self._row, self._column, self._rows, self._columns = row, column, rows, columns
        self.options: dict[str, Value] = {}

    @property
    def sheet(self) -> Value:
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

    def copy(self, destination: Value = None) -> None:
        """To *destination*, or kept for `paste`; formulas move along."""
        if destination is None:
            self._sheet.book.app.copied = self
        else:
            self.copy_to(getattr(destination, "impl", destination))

    def copy_to(self, target: Value) -> None:
        """All of it to the block that begins at the first cell of *target*."""
        raise NotImplementedError

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """What `copy` kept: all of it, or with 'values' and 'formulas' only those."""
        source = self._sheet.book.app.copied
        if source is None:
            raise UsageError("Nothing has been copied.", "Copy a range first.")
        if operation or skip_blanks or transpose or paste not in (None, "all", "values", "formulas"):
            raise NotImplementedError("Only all, values and formulas are pasted.")
        if paste in (None, "all"):
            source.copy_to(self)
        else:
            self.take_contents(source, paste)

    def take_contents(self, source: Value, paste: str) -> None:
        """The 'values' or 'formulas' of *source*, without its formats."""
        raise NotImplementedError
