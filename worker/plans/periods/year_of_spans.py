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
    texts = (
        cell for row in rows for cell in grid.cells[row - 1] if isinstance(cell, str) and _YEAR.search(cell)
    )
    spans = {span for text in texts if (span := span_within(text))}
    days = {year: days_in(year) for year in {first.year for first, _ in spans}}
    years = {
        first.year
        for first, last in spans
        if (days[first.year][0].start, days[first.year][-1].end) == (first, last)
    }
    return years.pop() if len(years) == 1 else None
