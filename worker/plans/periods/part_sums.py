"""Columns that add up periods: quarters between months, and the line's total of a measure that the periods hold by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from math import isclose

from worker.plans.rows.letters import number
from worker.shapes.grid import Grid
from worker.shapes.layout import Column, Period

LEAST = 2
"""Periods that such a column adds up, and lines that show it."""
LINES = 40
_YEAR, _PARTS = 12, (3, 6)
"""Months of a year, and of the parts of it whose sums stand behind all months: 'H1', 'Q4'."""
CLOSE = 1e-4
CENT = 0.011


def part_sums(
    grid: Grid, rows: Sequence[int], columns: Sequence[Column], periods: Sequence[Period]
) -> frozenset[int]:
    """The numbers of *columns* that are, on all lines, the sum of some periods; the sum of all is the line's total.

    Args:
        rows: the table's lines.
    """
    numbers = sorted(period.number for period in periods)
    return frozenset(
        column.number
        for column in columns
        if any(_adds_up(grid, rows[:LINES], column.number, run) for run in _runs(column.number, numbers))
    )


def sums_by_measure(
    grid: Grid, rows: Sequence[int], columns: Sequence[Column], periods: Sequence[Period]
) -> dict[int, str]:
    """For each of *columns* that is, on all lines, the sum of all periods of one measure: that measure."""
    groups: dict[str, list[int]] = {}
    for period in periods:
        if period.measure:
            groups.setdefault(period.measure, []).append(period.number)
    return {
        column.number: measure
        for measure, numbers in groups.items()
        if len(numbers) >= LEAST
        for column in columns
        if _adds_up(grid, rows[:LINES], column.number, numbers)
    }


def _runs(column: int, periods: Sequence[int]) -> Iterator[Sequence[int]]:
    """The runs of periods that a column may add up: those right before it, else a quarter or a half anywhere."""
    before = list(takewhile(set(periods).__contains__, range(column - 1, 0, -1)))
    if LEAST <= len(before) < len(periods):
        yield before
    if len(periods) == _YEAR and column > periods[-1]:
        yield from (periods[at : at + length] for length in _PARTS for at in range(0, _YEAR, length))


def _adds_up(grid: Grid, rows: Sequence[int], column: int, run: Sequence[int]) -> bool:
    parts = [[value for at in run if (value := number(grid.at(row, at)))] for row in rows]
    sums = [
        (whole, sum(values))
        for row, values in zip(rows, parts, strict=True)
        if values and (whole := number(grid.at(row, column)))
    ]
    several = any(len(values) >= LEAST for values in parts)
    return several and len(sums) >= LEAST and all(isclose(a, b, rel_tol=CLOSE, abs_tol=CENT) for a, b in sums)
