"""Amounts in cells merged over several periods: a bar of a flowchart, which holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Floats, Ints
from worker.cleaning.periods.amounts import PeriodCells
from worker.shapes.grid import Grid
from worker.shapes.layout import Period

WHOLE, CENTS = 0, 2
"""Decimals of the parts of a whole number, and of any other."""


def spread_bars(cells: Sequence[PeriodCells], rows: Ints, grid: Grid) -> list[PeriodCells]:
    """*cells*, in which a merged cell's amount is divided among its periods by their days; a mark marks all of them."""
    if not grid.merges:
        return list(cells)
    values = {cell.period.number: cell.values.copy() for cell in cells}
    for line, periods in _bars([cell.period for cell in cells], rows, grid):
        first = periods[0].number
        amount = values[first][line]
        if not np.isfinite(amount):
            continue
        parts = [amount] * len(periods) if periods[0].marks else _parts(float(amount), periods)
        for period, part in zip(periods, parts, strict=True):
            values[period.number][line] = part
    return [replace(cell, values=values[cell.period.number]) for cell in cells]


def _bars(periods: Sequence[Period], rows: Ints, grid: Grid) -> Iterator[tuple[int, list[Period]]]:
    """Each line with a merged cell over several periods of one measure, and these periods."""
    lines = {int(row): line for line, row in enumerate(rows.tolist())}
    for merge in grid.merges:
        line = lines.get(merge.first_row)
        if line is None or merge.first_column == merge.last_column:
            continue
        inside = [p for p in periods if merge.first_column <= p.number <= merge.last_column]
        alike = len({(p.measure, p.marks) for p in inside}) == 1
        if len(inside) > 1 and alike and inside[0].number == merge.first_column:
            yield line, inside


def _parts(amount: float, periods: Sequence[Period]) -> Floats:
    """The amount by days, to the cent or in whole numbers; the parts add up to it."""
    days = [(p.end - p.start).days + 1 if p.start and p.end else 1 for p in periods]
    decimals = WHOLE if amount.is_integer() else CENTS
    ends = np.round(amount * np.cumsum(days) / sum(days), decimals)
    ends[-1] = amount
    return np.diff(ends, prepend=0.0)
