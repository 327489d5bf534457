"""What period columns hold, by the name of their sum: a total row 'Total spend', or the brief's 'Budget EUR' with their whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose

import numpy as np

from worker.cleaning.lines import Floats
from worker.cleaning.mapped_table import MappedTable
from worker.plans.periods.measures import measure_in
from worker.plans.rows.letters import number
from worker.shapes.layout import Period
from worker.values.amounts import parse_sum

CLOSE, A_CENT = 1e-4, 0.05
LEAST = 2
"""Lines that are added up: the sum of one is the line."""


def measure_of_sum(mapped: MappedTable, periods: Sequence[Period], values: Floats) -> str | None:
    """The one measure that names of sums say of lines x *periods*; None where none or several do."""
    filled = np.isfinite(values) & (values != 0)
    if filled.any(axis=1).sum() < LEAST:
        return None
    named = set(_of_total_rows(mapped, periods, np.nansum(values, axis=0)))
    named |= set(_of_brief(mapped, float(np.nansum(values))))
    return named.pop() if len(named) == 1 else None


def _of_total_rows(mapped: MappedTable, periods: Sequence[Period], sums: Floats) -> Iterator[str]:
    """The measures in the labels of the rows that have the sum of every period."""
    grid, table = mapped.grid, mapped.table
    timed = {period.number for period in table.periods}
    for row in table.total_rows:
        totals = [number(grid.at(row, period.number)) for period in periods]
        texts = [
            text
            for column in range(table.first_column, table.last_column + 1)
            if column not in timed and isinstance(text := grid.at(row, column), str)
        ]
        if (measure := measure_in(texts)) and all(map(_agree, totals, sums.tolist())):
            yield measure


def _of_brief(mapped: MappedTable, whole: float) -> Iterator[str]:
    """The measures of the brief's amounts that are the whole."""
    for item in mapped.layout.brief:
        amount = parse_sum(item.value)
        if amount and _agree(amount.value, whole) and (measure := measure_in([item.label])):
            yield measure


def _agree(total: float | None, value: float) -> bool:
    return isclose(total or 0.0, value, rel_tol=CLOSE, abs_tol=A_CENT)
