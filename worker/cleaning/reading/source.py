"""A mapped table's body, ready to be read a column at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from worker.cleaning.lines import Bools, Floats, Ints
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.reading import context
from worker.knowledge.values import canonical
from worker.lazy_dataclass import dataclass
from worker.plans.periods.marks import marking_fills
from worker.shapes.blocks import joined
from worker.shapes.grid import Cell
from worker.shapes.layout import Period
from worker.shapes.template import Field, Template
from worker.values.blanks import is_empty
from worker.values.money import shows_currency


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of one table, unread."""

    mapped: MappedTable
    template: Template
    rows: Ints
    """The sheet's row of each line."""
    places: Sequence[int]
    """The same for who takes cells of the grid; a range where no row is left out."""
    year: int | None
    """Completes '5 Jan'."""
    market: str | None
    """ISO code, where one market holds for the whole table; tells one dollar from another."""
    telling_formats: frozenset[str]
    """Number formats of the sheet that show a percent or a currency."""

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.mapped.grid.sheet

    @property
    def fields(self) -> dict[str, Field]:
        """The template's fields by name."""
        return {f.name: f for f in self.template.fields}

    def cells(self, number: int, *, keys: bool = False) -> Sequence[Cell]:
        """The cells of one column, a line each; *keys* are filled down where they are merged, amounts never."""
        return joined(self.pieces(number, keys=keys))

    def pieces(self, number: int, *, keys: bool = False) -> list[Sequence[Cell]]:
        """The same, some thousand lines at a time."""
        pieces = self.mapped.grid.picked_pieces(number, self.places)
        if not keys or not self.mapped.grid.merges:
            return pieces
        filled = list(joined(pieces))
        context.fill_merged(filled, self.rows, number, self.mapped.grid)
        return [filled]

    def formats(self, number: int) -> list[str | None] | None:
        """The number formats of one column that tell something, a line each; None where none does."""
        if not self.telling_formats:
            return None
        get = self.mapped.grid.formats.get
        formats = [get((row, number)) for row in self.rows.tolist()]
        telling = [f if f in self.telling_formats else None for f in formats]
        return telling if any(telling) else None

    def marks(self, periods: Sequence[Period]) -> dict[int, Floats]:
        """By column, 1.0 where a period is marked: by a sign, or by a fill that marks a time."""
        columns = [period.number for period in periods]
        rows = self.rows.tolist()
        fills = (
            marking_fills(self.mapped.grid, rows, columns, self.mapped.table.first_column) if columns else {}
        )
        marked = {column: _signs(self.cells(column)) for column in columns}
        if fills:
            for column in columns:
                marked[column] |= np.array([(row, column) in fills for row in rows], dtype=bool)
        return {column: np.where(marks, 1.0, np.nan) for column, marks in marked.items()}


def _signs(cells: Sequence[Cell]) -> Bools:
    return np.array(
        [not (c == 0 or c is False or is_empty(c)) for c in cells],
        dtype=bool,
    )


def source_of(mapped: MappedTable, template: Template) -> Source:
    """The body of *mapped* without totals, headings, notes and repeated headers."""
    grid, table = mapped.grid, mapped.table
    left_out = {s.row for s in table.skipped} | {s.row for s in table.sections}
    last = min(table.last_row, grid.height)
    rows: Sequence[int] = range(table.first_row, last + 1)
    if left_out:
        rows = [r for r in rows if r not in left_out]
    if mapped.part_columns:
        rows = [r for r in rows if (any(not is_empty(mapped.grid.at(r, n)) for n in mapped.part_columns))]
    brief = mapped.layout.brief
    market_name = mapped.scope.market or next((b.value for b in brief if b.field == "market"), None)
    market = canonical("market", market_name) if market_name else None
    formats = set(grid.formats.values())
    return Source(
        mapped,
        template,
        np.array(rows, dtype=np.int64),
        rows,
        context.year_of(table, brief, grid.sheet),
        market,
        frozenset(f for f in formats if "%" in f or shows_currency(f)),
    )
