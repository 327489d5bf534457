"""First and last day of period columns whose times and years are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from worker.lazy_dataclass import dataclass
from worker.plans.periods.header_times import HeaderTime
from worker.plans.periods.rows import Slot
from worker.shapes.layout import PeriodUnit
from worker.values.dates.parts import Partial, month_end, span_days
from worker.values.dates.units import unit_days

_SOME_YEAR = 2001
"""Stands in for an unknown year where times are only compared."""
_WEEK = timedelta(days=6)
YEARS = (1990, 2100)
"""The first and last year of a period."""


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """A period's unit and days; `rough` compares it with its neighbours even where no year is known."""

    unit: PeriodUnit
    start: date | None
    end: date | None
    rough: tuple[date, date]


def resolve(
    slots: Sequence[Slot], years: Sequence[int | None], first_day: date | None = None
) -> list[PeriodDays]:
    """One for each slot, in order.

    Args:
        years: The year of each slot, None where none is known.
        first_day: The campaign's first day, for weeks that are counted from it.
    """
    relative = _relative_weeks(slots, years, first_day)
    counts = _weeks_in_month(slots)
    if first_day and not _is_plausible(first_day.year):
        first_day, relative = None, False
    spans: list[tuple[date, date] | None] = []
    is_sure: list[bool] = []
    for slot, year in zip(slots, years, strict=True):
        reading = slot.time
        if relative and reading.kind == "week" and first_day:
            start = (
                first_day - timedelta(days=first_day.weekday()) + timedelta(weeks=(reading.number or 1) - 1)
            )
            spans.append((start, start + _WEEK))
        elif not all(map(_is_plausible, (year, reading.first.year, reading.last.year))):
            spans.append(None)
        else:
            count = counts.get((reading.first.month, reading.first.year), 0)
            spans.append(_span(slot, year or _SOME_YEAR, count))
        is_sure.append(year is not None)
    step = _step(slots, spans)
    days = [_days(slot, span, sure, step) for slot, span, sure in zip(slots, spans, is_sure, strict=True)]
    weeks = [at for at, slot in enumerate(slots) if slot.time.kind in ("date", "number") and not slot.part]
    if step == ("week", 7) and _begin_anew([spans[at] for at in weeks]):
        for at in weeks:
            days[at] = _within_month(days[at])
    return days


def _begin_anew(spans: Sequence[tuple[date, date] | None]) -> bool:
    """Whether weeks are counted from the first of each month: 1, 8, 15, 22, 29 and 1 again."""
    starts = [span[0] for span in spans if span]
    cut = any(later.day == 1 and 0 < (later - start).days <= _WEEK.days for start, later in pairwise(starts))
    return cut and all(start.day % 7 == 1 for start in starts)


def _within_month(day: PeriodDays) -> PeriodDays:
    """A week that ends with its month."""
    start, last = day.rough
    last = min(last, month_end(Partial(None, start.month, start.year)) or last)
    return replace(day, end=day.end and min(day.end, last), rough=(start, last))


def _is_plausible(year: int | None) -> bool:
    """Whether a plan may be of that year; others, as 9999 for 'open', are no times of its table."""
    return year is None or YEARS[0] <= year <= YEARS[1]


def _days(slot: Slot, span: tuple[date, date] | None, sure: bool, step: tuple[PeriodUnit, int]) -> PeriodDays:
    reading = slot.time
    unit: PeriodUnit = "day"
    if slot.part:
        unit = "day" if slot.part[1] >= 28 else "week"
    elif reading.kind in ("date", "number"):
        unit = step[0]
        span = _whole_period(reading, span, step) if span else None
    elif reading.kind == "span" or reading.through:
        unit = unit_of_span(span)
    elif reading.kind == "half":
        unit = "quarter"
    elif reading.kind in ("hour", "week", "month", "quarter", "year"):
        unit = reading.kind
    if span is None or reading.kind == "hour":
        return PeriodDays(unit, None, None, (date.max, date.max))
    return PeriodDays(unit, span[0] if sure else None, span[1] if sure else None, span)


def _span(slot: Slot, year: int, weeks: int) -> tuple[date, date] | None:
    """First and last day of what a reading says; of a date that day alone."""
    reading, month = slot.time, slot.time.first.month
    if slot.part and month:
        return month_part(Partial(None, month, year), *slot.part)
    if reading.kind in ("date", "number"):
        day = Partial(reading.first.day, month, year).on()
        return (day, day) if day else None
    if reading.kind == "span":
        last = reading.last
        if month and last.month == month and (last.day or 99) < (reading.first.day or 0):
            last = last._replace(month=month % 12 + 1)
        last_year = last.year if last.year != reading.first.year else None
        last = last._replace(year=last_year or year + ((last.month or 0) < (month or 0)))
        return span_days(reading.first._replace(year=year), last)
    if reading.kind == "month" and month:
        return span_days(Partial(None, month, year), Partial(None, month, year))
    if reading.kind == "week" and reading.number:
        if month and weeks and reading.number <= weeks:
            return month_part(Partial(None, month, year), reading.number, weeks)
        # ISO weeks at the turn of the year stand under the month that they touch
        year += (month == 12 and reading.number == 1) - (month == 1 and reading.number >= 52)
        week = unit_days("week", reading.number, year)
        if reading.through is None or week is None:
            return week
        through = unit_days("week", reading.through, year + (reading.through < reading.number))
        return (week[0], through[1]) if through else None
    if reading.kind in ("quarter", "half") and reading.number:
        return unit_days(reading.kind, reading.number, year)
    return unit_days("year", 1, year) if reading.kind == "year" else None


def month_part(month: Partial, k: int, n: int) -> tuple[date, date] | None:
    """The k-th of *n* parts of a month: its calendar weeks where *n* fits them, else halves, thirds or sevens of days."""
    first, last = month._replace(day=1).on(), month_end(month)
    if first is None or last is None or not 1 <= k <= n:
        return None
    if n >= 28:
        day = first + timedelta(days=k - 1)
        return (day, day) if day <= last else None
    monday = first + timedelta(days=-first.weekday() % 7)
    mondays = [monday + timedelta(weeks=w) for w in range(5) if monday + timedelta(weeks=w) <= last]
    if len(mondays) == n:
        return mondays[k - 1], mondays[k - 1] + _WEEK
    length = {1: 31, 2: 15, 3: 10}.get(n, 7)
    start = first + timedelta(days=length * (k - 1))
    return (start, last if k == n else start + timedelta(days=length - 1)) if start <= last else None


def _weeks_in_month(slots: Sequence[Slot]) -> dict[tuple[int | None, int | None], int]:
    """How many weeks each month has, where weeks are counted anew in every month."""
    weeks: dict[tuple[int | None, int | None], list[int]] = {}
    for slot in slots:
        if slot.time.kind == "week" and slot.time.first.month and slot.time.number:
            key = (slot.time.first.month, slot.time.first.year)
            weeks.setdefault(key, []).append(slot.time.number)
    anew = bool(weeks) and all(min(numbers) == 1 and max(numbers) <= 6 for numbers in weeks.values())
    only_january = list(weeks) and all(month == 1 for month, _ in weeks)
    if not anew or (only_january and len(weeks) == 1):
        return {}
    return {key: max(numbers) for key, numbers in weeks.items()}


def _relative_weeks(slots: Sequence[Slot], years: Sequence[int | None], first_day: date | None) -> bool:
    """Whether 'Week 1, Week 2 …' count from the campaign's first day: they start at 1, and the flight not in January."""
    numbers = [s.time.number or 0 for s in slots if s.time.kind == "week"]
    if not first_day or not numbers or min(numbers) != 1 or any(s.time.first.month for s in slots):
        return False
    return first_day.isocalendar().week > max(numbers) and first_day.isocalendar().week < 52


def _step(slots: Sequence[Slot], spans: Sequence[tuple[date, date] | None]) -> tuple[PeriodUnit, int]:
    """The unit of a row of single days, and its length: 7 apart are weeks, firsts of months are months."""
    days = [
        span[0]
        for slot, span in zip(slots, spans, strict=True)
        if span and slot.time.kind in ("date", "number") and not slot.part
    ]
    steps = [(b - a).days for a, b in zip(days, days[1:], strict=False) if b > a]
    if not steps:
        return "day", 1
    if all(day.day == 1 for day in days):
        if all(28 <= step <= 31 for step in steps):
            return "month", 0
        if all(step >= 28 for step in steps):
            return ("quarter", 0) if all(89 <= step <= 92 for step in steps) else ("month", 0)
    if all(step == 14 for step in steps):
        return "week", 14
    weekly = sum(step % 7 == 0 for step in steps)
    return ("week", 7) if weekly * 2 > len(steps) else ("day", 1)


def _whole_period(
    reading: HeaderTime, span: tuple[date, date], step: tuple[PeriodUnit, int]
) -> tuple[date, date]:
    """From a day to the period that it starts, or ends ('w/e')."""
    start = span[0]
    if step[0] in ("month", "quarter"):
        months = 1 if step[0] == "month" else 3
        last = Partial(
            None, (start.month + months - 2) % 12 + 1, start.year + (start.month + months - 2) // 12
        )
        return start, month_end(last) or start
    length = timedelta(days=max(step[1], 1) - 1)
    return (start - length, start) if reading.ending else (start, start + length)


def unit_of_span(span: tuple[date, date] | None) -> PeriodUnit:
    """The unit that a span of days is nearest to; a week where it is not known."""
    days = (span[1] - span[0]).days + 1 if span else 7
    if days == 1:
        return "day"
    if days <= 16:
        return "week"
    return "month" if days <= 45 else "quarter" if days <= 110 else "year"
