"""Whether the periods of one table hold what the lines of others add up to in the same days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from worker.cleaning.lines import Floats, Lines
from worker.cleaning.reconciliation.agreement import tolerance

LEAST_PERIODS = 2
"""Periods that must agree: one may have a sum by chance."""
Days = tuple[date, date]


def agree_by_period(
    summary: Lines, measure: str, others: Sequence[tuple[Lines, Floats]], rounding: float
) -> bool:
    """Whether each period of *summary* has the sum of the lines that run in it; False where one runs over its edge.

    Args:
        others: the lines with their amounts of the same measure.
    """
    stated = _by_period(summary, measure)
    if len(stated) < LEAST_PERIODS or any(lines.amounts for lines, _ in others):
        return False
    added = dict.fromkeys(stated, 0.0)
    for lines, amounts in others:
        for (first, last), amount in zip(_flights(lines), amounts.tolist(), strict=True):
            days = next((d for d in stated if first and last and d[0] <= first <= last <= d[1]), None)
            if days is None:
                return False
            added[days] += amount
    size = sum(len(lines) for lines, _ in others)
    return all(
        abs(added[days] - amount) <= tolerance(size, rounding, amount) for days, amount in stated.items()
    )


def _by_period(lines: Lines, measure: str) -> Mapping[Days, float]:
    """What the dated periods of a measure add up to."""
    sums: dict[Days, float] = {}
    for group in lines.amounts:
        if group.measure == measure:
            for at, period in enumerate(group.periods):
                if period.start and period.end:
                    days = (period.start, period.end)
                    sums[days] = sums.get(days, 0.0) + float(np.nansum(group.values[:, at]))
    return sums


def _flights(lines: Lines) -> Iterator[tuple[date | None, date | None]]:
    """The first and last day of each line; a line of one day has it as both."""
    starts = lines.days("start_date")
    starts = lines.days("date") if starts is None else starts
    ends = lines.days("end_date")
    none = [None] * len(lines)
    first = none if starts is None else starts.astype("datetime64[D]").tolist()
    last = first if ends is None else ends.astype("datetime64[D]").tolist()
    yield from zip(first, last, strict=True)
