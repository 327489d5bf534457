"""The texts around a table that may say in what its numbers count: titles, notes, headings, the sheet's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.reconciliation.coverage import label_of
from worker.plans.brief.words import currencies_in
from worker.plans.rows.letters import number
from worker.shapes.grid import Cell
from worker.shapes.layout import Period, Table
from worker.values.scales import LONGEST_NOTE, scale_of

LONGEST = 3 * LONGEST_NOTE
"""Characters of a text that may say it beside other things."""


def money_notes(mapped: MappedTable) -> list[str]:
    """The table's title and the texts that name the plan's currency."""
    titles = [mapped.table.title] if mapped.table.title else []
    items = [b for b in mapped.layout.brief if b.field == "currency" and _holds_at(mapped, b.row)]
    return [*titles, *(text for item in items for text in (item.label, item.value))]


def notes(mapped: MappedTable) -> list[str]:
    """All that may say it of the whole table, the nearest first."""
    return [*_corner(mapped), *money_notes(mapped), *_beside(mapped), mapped.grid.sheet]


def of_totals(mapped: MappedTable) -> list[tuple[int, str]]:
    """The rows of the table's sums with their labels: 'Итого, тыс. руб.'."""
    labels = ((row, label_of(row, mapped.table, mapped.grid)) for row in mapped.table.total_rows)
    return [(row, label) for row, label in labels if label]


def of_periods(mapped: MappedTable, periods: Sequence[Period]) -> list[str]:
    """What stands over the columns of *periods*: 'Budget (k€)' over months, 'T€' under each."""
    cells = (mapped.grid.at(row, p.number) for row in mapped.table.heading_rows for p in periods)
    return list(_texts(cells))


def _corner(mapped: MappedTable) -> Iterator[str]:
    """What heads a column of names and is nothing but a unit, 'k€' above the channels, or stands alone over a header."""
    for row in mapped.table.heading_rows[:-1]:
        alone = [cell for cell in mapped.grid.cells[row - 1] if cell not in (None, "")]
        yield from _texts(alone if len(alone) == 1 else ())
    periods = {period.number for period in mapped.table.periods}
    for column in mapped.table.columns:
        if periods and column.header and scale_of(f"x {column.header}") != 1.0 == scale_of(column.header):
            yield column.header


def _beside(mapped: MappedTable) -> Iterator[str]:
    """The texts in the rows above and below the tables of the sheet; a label of a number of its own is none of them."""
    for row in _outside(map(_span, mapped.layout.tables), mapped.grid.height):
        if _holds_at(mapped, row):
            cells = [cell for cell in mapped.grid.cells[row - 1] if cell not in (None, "")]
            yield from _texts(
                cell for cell, right in zip_longest(cells, cells[1:]) if not _is_label_of(cell, right)
            )


def _is_label_of(cell: Cell, value: Cell) -> bool:
    """Whether a text says in what the number right of it counts, and nothing of the plan's money: "Universe ('000):"."""
    return isinstance(cell, str) and number(value) is not None and not currencies_in(cell)


def alone(mapped: MappedTable) -> Iterator[str]:
    """The texts above and below the tables that stand in rows without a number: remarks, and no sums."""
    for row in _outside(map(_span, mapped.layout.tables), mapped.grid.height):
        cells = [cell for cell in mapped.grid.cells[row - 1] if cell not in (None, "")]
        if _holds_at(mapped, row) and all(isinstance(cell, str) for cell in cells):
            yield from _texts(cells)


def _outside(spans: Iterable[tuple[int, int]], height: int) -> Iterator[int]:
    """The rows of a sheet that lie in none of *spans*."""
    row = 1
    for first, last in sorted(spans):
        yield from range(row, min(first, height + 1))
        row = max(row, last + 1)
    yield from range(row, height + 1)


def _holds_at(mapped: MappedTable, row: int) -> bool:
    """Whether what a row says holds for the table: between two tables it is said of the lower one."""
    spans = [_span(table) for table in mapped.layout.tables]
    first, last = _span(mapped.table)
    if any(start <= row <= end for start, end in spans):
        return first <= row <= last
    below = [start for start, _ in spans if start > row]
    return not below or min(below) == first or not any(end < row for _, end in spans)


def _span(table: Table) -> tuple[int, int]:
    """The first and last row of a table with its heading and its totals."""
    last = max((table.last_row, *table.total_rows))
    return min((*table.heading_rows, table.first_row)), last


def _texts(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        if isinstance(cell, str) and 1 < len(cell) <= LONGEST:
            yield cell
