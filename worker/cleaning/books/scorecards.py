"""Tables with measures in rows ('Impressions | 2,000,000 | 1,800,000'): figures about a plan, and no lines of it."""

from __future__ import annotations

from collections import Counter

from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import measure_named, price_names
from worker.shapes.grid import Cell

MOSTLY = 0.6
"""Share of a table's lines whose first text is a measure's name."""
MOST_ROWS = 80
"""Rows of the longest scorecard."""
LEAST = 2
"""Different measures that stand in its rows."""
FEW = 0.5
"""Share of the lines that another column of text fills where the first one does not name the lines alone."""


def is_scorecard(mapped: MappedTable) -> bool:
    """Whether each line is one measure, named by its first text, and its numbers are values of that measure.

    Each measure stands there once, or once in each of several blocks; a price may have two names ('CPM', 'CPT').

    Lines of a plan have dates, or further texts than a goal such as 'Clicks'. A table that a person
    called lines is what that person says.
    """
    table = mapped.table
    if mapped.is_plan_by_word or table.periods or table.last_row - table.first_row >= MOST_ROWS:
        return False
    columns = [column for column in _cells(mapped) if any(cell is not None for cell in column)]
    texts = [column for column in columns if sum(map(_is_text, column)) > FEW * len(column)]
    if len(texts) != 1 or texts[0] is not columns[0] or len(columns) < 2:
        return False
    names = [measure for cell in texts[0] if isinstance(cell, str) and (measure := measure_named(cell))]
    counts = Counter(names)
    blocks = {count for name, count in counts.items() if name not in price_names()}
    return len(counts) >= LEAST and len(names) >= MOSTLY * len(texts[0]) and len(blocks) <= 1


def _cells(mapped: MappedTable) -> list[list[Cell]]:
    """The cells of each column on the table's lines."""
    table, grid = mapped.table, mapped.grid
    rows = table.line_rows
    return [
        [grid.at(row, number) for row in rows] for number in range(table.first_column, table.last_column + 1)
    ]


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))
