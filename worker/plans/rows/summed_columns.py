"""Which columns a table adds up itself: what has a sum is an amount, and no price."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from worker.plans.rows.letters import number
from worker.shapes.grid import Grid
from worker.shapes.layout import Table

MOST_LINES = 2_000
"""Lines that are added up; of a longer table its first subtotals tell."""
CLOSE = 0.002
"""Relative difference of a sum and the total that shows it: totals are rounded."""


def summed_columns(grid: Grid, table: Table) -> frozenset[int]:
    """Numbers of the columns in which a total row is the sum of two lines or more: all above, or those since the last total."""
    totals = table.total_rows
    rows = table.line_rows[:MOST_LINES]
    if not totals or not rows:
        return frozenset()
    reached = rows[-1] if len(rows) == MOST_LINES else max(totals)
    return frozenset(
        column.number
        for column in table.columns
        if _is_summed(grid, column.number, rows, [row for row in totals if row <= reached])
    )


def _is_summed(grid: Grid, column: int, rows: Sequence[int], totals: list[int]) -> bool:
    sums = {row: value for row in totals if (value := number(grid.at(row, column)))}
    if not sums:
        return False
    numbers = {row: value for row in rows if (value := number(grid.at(row, column)))}
    before = 0
    for row in totals:
        above = [value for at, value in numbers.items() if at < row]
        since = [value for at, value in numbers.items() if before < at < row]
        before = row
        if row in sums and any(
            len(lines) > 1 and isclose(sum(lines), sums[row], rel_tol=CLOSE) for lines in (above, since)
        ):
            return True
    return False
