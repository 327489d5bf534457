"""The numbers of a table's first lines, column by column: what columns say about each other line by line."""

from __future__ import annotations

from itertools import islice

from worker.plans.rows.letters import number
from worker.shapes.grid import Grid
from worker.shapes.layout import Table

LINES = 40
"""Lines that are compared; what holds on so many holds on the rest."""


def line_numbers(grid: Grid, table: Table) -> dict[int, tuple[float | None, ...]]:
    """Column number -> a number a line, None where the cell has none; columns without any number are left out."""
    rows = list(islice((row for row in table.line_rows if row <= grid.height), LINES))
    numbers = {c.number: tuple(number(grid.at(row, c.number)) for row in rows) for c in table.columns}
    return {at: values for at, values in numbers.items() if any(value is not None for value in values)}
