"""Weeks and months as plans head their columns with."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip

Span = tuple[date, date]


def month(year: int, number: int) -> Span:
    """First and last day."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def week(monday: date) -> Span:
    """Monday to Sunday."""
    return monday, monday + timedelta(days=6)


def iso_weeks(year: int) -> list[Span]:
    """All weeks of a year, 52 or 53."""
    last = date(year, 12, 28).isocalendar().week
    return [week(date.fromisocalendar(year, number, 1)) for number in range(1, last + 1)]


def runs_of_months(weeks: Sequence[Span]) -> list[tuple[int, int]]:
    """(month, how many weeks) in order; a week belongs to the month of its Thursday."""
    thursdays = ((start + timedelta(days=3)).month for start, _ in weeks)
    return [(number, len(list(run))) for number, run in groupby(thursdays)]
