"""The days of half a month or a third of one: '1. poł. kwietnia', 'Ende Mai 2026'."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from worker.values.dates.month_parts import day_within, month_part
from worker.values.dates.parsing import parse_range


@lru_cache(maxsize=4_096)
def part_of_month(text: str, year: int | None) -> tuple[date, date] | None:
    """First and last day of the part of a month that a text names; None where it names none.

    >>> part_of_month("1H Apr 2026", None)
    (datetime.date(2026, 4, 1), datetime.date(2026, 4, 15))
    """
    part = month_part(text)
    month = parse_range(part.rest, None, year) if part and part.rest else None
    if part is None or month is None or month[0].day != 1 or month[0].month != month[1].month:
        return None
    first = month[0]
    return first.replace(day=part.first), first.replace(day=day_within(part.last, first.month, first.year))
