"""Columns side by side that share out an exported amount on every line: by flights, weekdays or shops without a date."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from worker.cleaning.books.left_columns import exported_numbers
from worker.cleaning.lines import Floats, Lines
from worker.cleaning.measures import money_names
from worker.values.arithmetic import LEAST_LINES, runs

CLOSE = 1e-4
MOST_COLUMNS = 400


def parting_columns(values: Mapping[int, Floats], lines: Lines) -> frozenset[int]:
    """The numbers of the columns of *values* (by number) that stand side by side and add up to a line's money, on all lines."""
    if not LEAST_LINES <= len(values) <= MOST_COLUMNS:
        return frozenset()
    exported = exported_numbers(lines)
    money = [np.nan_to_num(exported[name]) for name in money_names(lines.template) if name in exported]
    parting: set[int] = set()
    for first, last in runs(sorted(values)):
        parts = np.column_stack([np.nan_to_num(values[number]) for number in range(first, last + 1)])
        several = ((parts != 0).sum(axis=1) > 1).any()
        sums = parts.sum(axis=1)
        for amounts in money if last > first and several else ():
            if np.count_nonzero(amounts) >= LEAST_LINES and np.isclose(sums, amounts, rtol=CLOSE).all():
                parting |= set(range(first, last + 1))
    return frozenset(parting)
