"""A sheet as JSON: values, and what the layout needs beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Annotated

import msgspec

from worker.errors import UsageError
from worker.shapes.grid import Cell, Grid, Merge, column_number

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""JSON has no largest number; a spreadsheet, and a float, do."""
Value = str | Whole | float | bool | None
MOST_CELLS = 20_000_000
"""Short rows are filled up: a few megabytes can ask for any amount of memory. A plan has thousands of cells."""
Address = str
"""A cell as it is written: 'C4'."""


class GridIn(msgspec.Struct):
    """A sheet's values from A1 on."""

    cells: list[list[Value]]
    id: str | int | None = None
    sheet: str = "Sheet1"
    merges: list[tuple[int, int, int, int]] = []
    """First row, first column, last row, last column; from 1."""
    formats: dict[Address, str] = {}
    """Number format by cell: {"C4": "0.0%"}."""
    dates: list[tuple[int, int]] = []
    """Cells (row, column) whose text is an ISO date, since JSON has none."""
    fills: dict[Address, str] = {}
    """Fill colour by cell: {"C4": "FFC000"}; white ones are left out."""
    hidden_rows: list[int] = []
    hidden_columns: list[int] = []
    hidden: bool = False
    """Whether the sheet itself is hidden."""
    errors: dict[Address, str] = {}
    """Error cells: {"C4": "#REF!"}; their value is null."""
    formulas: dict[Address, str] = {}
    """Formula by cell, where it was read; sums tell totals."""

    @property
    def width(self) -> int:
        """Of its longest row."""
        return max((len(row) for row in self.cells), default=0)

    def shape(self) -> Grid:
        """Blank text becomes None; short rows are filled up, merges end with the cells.

        Raises:
            UsageError: an address that is none, or an area of which almost nothing was sent.
        """
        width = self.width
        _check_area([self])
        cells: list[list[Cell]] = []
        for row in self.cells:
            filled: list[Cell] = [None if value == "" else value for value in row]
            cells.append(filled + [None] * (width - len(row)))
        for at, column in self.dates:
            if 1 <= at <= len(cells) and 1 <= column <= width:
                cells[at - 1][column - 1] = _iso(cells[at - 1][column - 1])
        return Grid(
            sheet=self.sheet,
            cells=cells,
            merges=tuple(_merges(self.merges, len(self.cells), width)),
            formats=_by_cell(self.formats),
            fills={cell: colour.lstrip("#").upper() for cell, colour in _by_cell(self.fills).items()},
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            hidden=self.hidden,
            errors=_by_cell(self.errors),
            formulas=_by_cell(self.formulas),
        )


def shapes(sheets: Sequence[GridIn]) -> tuple[Grid, ...]:
    """The sheets of one plan.

    Raises:
        UsageError: as of one sheet, the area counts for all of them together; or two sheets of one name.
    """
    _check_area(sheets)
    names = [sheet.sheet for sheet in sheets]
    if len(set(names)) < len(names):
        twin = next(name for at, name in enumerate(names) if name in names[:at])
        raise UsageError(f"Two sheets are called '{twin}'.", "Give each its own name, in `sheet`.")
    return tuple(sheet.shape() for sheet in sheets)


def _check_area(sheets: Sequence[GridIn]) -> None:
    areas = [(len(sheet.cells), sheet.width) for sheet in sheets]
    if sum(rows * columns for rows, columns in areas) > MOST_CELLS:
        rows, columns = max(areas, key=lambda area: area[0] * area[1])
        raise UsageError(
            f"The used area of a sheet is {rows} x {columns} because of stray cells.",
            "Press Ctrl+End, delete the empty rows and columns, and save.",
        )


def _merges(areas: Iterable[tuple[int, int, int, int]], rows: int, columns: int) -> Iterator[Merge]:
    for top, left, bottom, right in areas:
        merge = Merge(max(top, 1), max(left, 1), min(bottom, rows), min(right, columns))
        if merge.first_row <= merge.last_row and merge.first_column <= merge.last_column:
            yield merge


def _iso(value: Cell) -> Cell:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return value
    return moment.date() if moment.time() == time() and len(str(value)) == 10 else moment


def _by_cell(by_address: Mapping[Address, str]) -> dict[tuple[int, int], str]:
    return {_address(cell): text for cell, text in by_address.items()}


def _address(cell: Address) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    try:
        return int(cell[len(letters) :]), column_number(letters)
    except ValueError:
        raise UsageError("The address of a cell is no address.", "Write it as C4.") from None
