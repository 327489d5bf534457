"""Which columns a sum beside the table is of: 'Total gross (EUR): 4,786.50' below it, above it, or in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from math import isclose

from worker.plans.rows.letters import number
from worker.shapes.grid import Grid
from worker.shapes.layout import Table

ABOVE, BELOW = 15, 12
"""Rows in which a list of sums may stand."""
MOST_LINES = 2_000
LEAST_LINES, LEAST_AMOUNT = 3, 100.0
"""A smaller sum, or one of fewer lines, may be any number."""
LONGEST_LABEL = 200
"""Characters; a longer text is a remark, and cutting it every way would take a minute."""
CLOSE, CENT = 1e-7, 0.011
_IN_ONE_CELL = re.compile(
    r"(?P<label>.*[^\W\d_].*?)[\s:：=]+(?P<amount>\d[\d.,'’\s]*)(?:\s?[^\W\d]{1,3}\.?|\s?[€$£₽₴₺₹])?\s*"
)


def listed_sums(grid: Grid, table: Table) -> dict[int, str]:
    """Column number -> label of the sum of its lines, where the sum has no other column and the column no other label."""
    rows = table.line_rows[:MOST_LINES]
    if len(rows) < LEAST_LINES or len(rows) < len(table.line_rows):
        return {}
    amounts = list(_labelled(grid, table))
    if not amounts:
        return {}
    labels: dict[int, list[str]] = {}
    sums = {column.number: _sum(grid, rows, column.number) for column in table.columns}
    for label, amount in amounts:
        columns = [at for at, whole in sums.items() if isclose(whole, amount, rel_tol=CLOSE, abs_tol=CENT)]
        if len(columns) == 1:
            labels.setdefault(columns[0], []).append(label)
    return {column: texts[0] for column, texts in labels.items() if len(set(texts)) == 1}


def _labelled(grid: Grid, table: Table) -> Iterator[tuple[str, float]]:
    """The amounts beside the lines, each with its label: those of rows with one number."""
    top = min((*table.heading_rows, table.first_row))
    lines = set(table.line_rows)
    for row in range(max(1, top - ABOVE), min(grid.height, table.last_row + BELOW) + 1):
        if row in lines or top <= row < table.first_row:
            continue
        filled = [cell for cell in grid.cells[row - 1] if cell not in (None, "")]
        for label, amount in zip_longest(filled, filled[1:]):
            if not isinstance(label, str) or len(label) > LONGEST_LABEL:
                continue
            value = number(amount) if amount is not None and _is_bare(amount) else None
            if value is None and (match := _IN_ONE_CELL.fullmatch(label)):
                label, value = match["label"], number(match["amount"].strip())
            if value is not None and value >= LEAST_AMOUNT and sum(map(_is_bare, filled)) <= 1:
                yield label.strip(), value


def _is_bare(cell: object) -> bool:
    """Whether a cell is a number, be it written as text, and no words around one."""
    return not isinstance(cell, bool) and (
        isinstance(cell, (int, float)) or (isinstance(cell, str) and number(cell) is not None)
    )


def _sum(grid: Grid, rows: Sequence[int], column: int) -> float:
    """The sum of a column's lines; 0 where fewer than two of them have an amount."""
    numbers = [value for row in rows if (value := number(grid.at(row, column)))]
    return sum(numbers) if len(numbers) > 1 else 0.0
