"""The year of periods that name none, where a text anywhere on the sheet has their first and their last day with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from worker.plans.periods.days import PeriodDays
from worker.shapes.grid import Grid
from worker.values.dates.parsing import span_within

MOST_ROWS = 200
"""Rows from the top and behind the lines in which such a text is looked for."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def year_of_spans(
    grid: Grid, last_row: int, days_in: Callable[[int | None], Sequence[PeriodDays]]
) -> int | None:
    """The one year in which a span of two days begins as the first of the periods and ends as the last.

    'Campaign 20.04.2026-10.05.2026' below weeks from '20.04-26.04' to '04.05-10.05' says theirs, whatever stands before it.

    Args:
        last_row: of the lines, from 1.
        days_in: the periods' days in a year.
    """
    rows = {
        *range(1, min(MOST_ROWS, grid.height) + 1),
        *range(last_row + 1, min(last_row + MOST_ROWS, grid.height) + 1),
    }
    years = set()
    for text in (cell for row in rows for cell in grid.cells[row - 1] if isinstance(cell, str)):
        span = span_within(text) if _YEAR.search(text) else None
        if span is None:
            continue
        days = days_in(span[0].year)
        if (days[0].start, days[-1].end) == span:
            years.add(span[0].year)
    return years.pop() if len(years) == 1 else None
