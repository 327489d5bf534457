"""Several days, flights or weeks in one cell: '8, 15, 22/10', '6-20-27/11', 'KW 10, 12, 14'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from worker.knowledge.particles import any_of, particles
from worker.text import plain
from worker.values.dates.calendar_words import classes_of
from worker.values.dates.parsing import parse_date, parse_range
from worker.values.dates.parts import Order, Partial
from worker.values.dates.units import unit_days

MOST = 31
"""Days or weeks of the longest list."""
_BETWEEN = re.compile(r"\s*[,;+&\n、・]\s*|\s+[-–—/|]\s+|(?<=[\d.])\s+[^\W\d_]{1,3}\s+(?=\d)")
"""What parts the days of a list; a short word such as 'and' does."""
_APART = re.compile(r"\s*[,;+&\n、]\s*|\s+[/|]\s+|(?<=\d)\.?\s+(?=\d)")
"""What parts flights; a dash stands within one, and a line that ended in the cell may be a blank."""
_TWO_DAYS = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2})")
"""'1-7', of the month behind it."""
_SPAN_SIGN = re.compile(r"\s+[-–—/|]\s+")
_GLUED = re.compile(r"((?:\d{1,2}\.?\s*([-–/])\s*)(?:\d{1,2}\.?\s*\2\s*)+)(\d.*)")
"""'8-15-22-29/10': numbers that one sign parts, and a day that says their month."""
_BEHIND_MONTH = re.compile(r"([^\W\d_]+\.?\s+)(\d{1,2}(?:/\d{1,2})+)")
"""'Oct 8/15/22'."""
_WEEK_PIECES = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_SIGNS = frozenset(",;+&/-–、・.")
_NO_YEAR = frozenset(",;+&、・")
_WEEKS = range(1, 54)


def listed_days(text: str, order: Order | None, year: int | None = None) -> tuple[date, date] | None:
    """First and last of several days or flights in rising order: '02/10 - 09/10 - 16/10', 'Oct 2, 9, 16', '1-7/3; 15-21/3'.

    A bare number is a day of the month of the next full one, else of the one before.
    """
    return _single_days(text, order, year) or _flights(text, order, year)


def _single_days(text: str, order: Order | None, year: int | None) -> tuple[date, date] | None:
    pieces = _pieces(text.strip())
    if not 1 < len(pieces) <= MOST or not all(any(map(str.isdecimal, piece)) for piece in pieces):
        return None
    full = [None if _number(piece) else parse_date(piece, order, year) for piece in pieces]
    days: list[date] = []
    for at, piece in enumerate(pieces):
        after = next(filter(None, full[at:]), None)
        day = full[at] or _day_beside(_number(piece), after, days[-1] if days else None)
        if day is None or (days and day <= days[-1]):
            return None
        days.append(day)
    return days[0], days[-1]


def _flights(text: str, order: Order | None, year: int | None) -> tuple[date, date] | None:
    """First and last day of several flights, each a span or a day: '01.03.-31.03.; 01.04.-30.04.2026'.

    A year behind the last one holds for all, those of the year before apart.
    """
    pieces = [piece for piece in _APART.split(text.strip()) if piece]
    if not 1 < len(pieces) <= MOST or not all(any(map(str.isdecimal, piece)) for piece in pieces):
        return None
    last = parse_range(pieces[-1], order)
    own = last[0].year if last else year
    flights: list[tuple[date, date]] = []
    for piece in reversed(pieces):
        flight = _flight_before(flights[-1][0] if flights else None, piece, order, own, is_said=bool(last))
        if flight is None or (flights and flight[1] >= flights[-1][0]):
            return None
        flights.append(flight)
    return (flights[-1][0], flights[0][1]) if any(a < b for a, b in flights) else None


def _flight_before(
    after: date | None, piece: str, order: Order | None, year: int | None, *, is_said: bool
) -> tuple[date, date] | None:
    """The first and last day of a flight that ends before a day; its month or its year may be said behind it only."""
    if days := _TWO_DAYS.fullmatch(piece):
        first, last = (
            Partial(int(day), after.month, after.year).on() if after else None for day in days.groups()
        )
        return (first, last) if first and last else None
    if flight := parse_range(piece, order):
        return flight
    flight = parse_range(piece, order, year) if year else None
    turns = is_said and flight and after and year and flight[0] > after
    return parse_range(piece, order, year - 1) if turns and year else flight


def _pieces(text: str) -> list[str]:
    """The days of a list, each as it is written; none for two that a dash parts, which are a span."""
    if glued := _GLUED.fullmatch(text):
        return [*re.findall(r"\d+", glued[1]), glued[3]]
    if behind := _BEHIND_MONTH.fullmatch(text):
        first, *rest = behind[2].split("/")
        return [behind[1] + first, *rest]
    pieces = [piece for piece in _BETWEEN.split(text) if piece]
    return [] if len(pieces) == 2 and _SPAN_SIGN.search(text) else pieces  # noqa: PLR2004


@lru_cache(maxsize=1)
def _bare_day() -> re.Pattern[str]:
    return re.compile(rf"(\d{{1,2}})\s*(?:\.|{any_of('day behind')})?")


def _number(piece: str) -> int | None:
    match = _bare_day().fullmatch(piece)
    return int(match[1]) if match else None


def _day_beside(number: int | None, after: date | None, before: date | None) -> date | None:
    """A number as a day of the month of a day behind it, else of the one before it."""
    candidates = (Partial(number, d.month, d.year).on() for d in (after, before) if d)
    return next((day for day in candidates if day and (before is None or day > before)), None)


def listed_weeks(text: str, year: int | None) -> tuple[date, date] | None:
    """Monday of the first and Sunday of the last of several weeks in rising order: 'KW 10, 12, 14-16', 'W50/52/2 2026'."""
    pieces = _WEEK_PIECES.findall(plain(text))
    words = [piece for piece in pieces if piece[0].isalpha()]
    numbers = [int(piece) for piece in pieces if piece.isdecimal()]
    years, weeks = [n for n in numbers if n not in _WEEKS], [n for n in numbers if n in _WEEKS]
    signs = {piece for piece in pieces if not piece[0].isalnum()}
    if not any("week_mark" in classes_of(word) for word in words) or not signs <= _SIGNS:
        return None
    if not all(map(_is_mark_or_and, words)) or not _is_list(weeks, signs, words):
        return None
    year = years[0] if len(years) == 1 and years[0] > 2000 else year if not years else None  # noqa: PLR2004
    turns = sum(b < a for a, b in pairwise(weeks))
    if year is None or turns > 1 or len(set(weeks)) < len(weeks) or len(weeks) > MOST:
        return None
    first, last = unit_days("week", weeks[0], year), unit_days("week", weeks[-1], year + turns)
    return (first[0], last[1]) if first and last else None


def _is_list(weeks: Sequence[int], signs: set[str], words: Sequence[str]) -> bool:
    """Three weeks or more, or two that no dash and no slash parts: 'W12/26' may be of 2026."""
    joined = bool(signs & _NO_YEAR) or any("week_mark" not in classes_of(word) for word in words)
    return len(weeks) > 2 or (len(weeks) == 2 and joined)  # noqa: PLR2004


def _is_mark_or_and(word: str) -> bool:
    return "week_mark" in classes_of(word) or word in _ands()


@lru_cache(maxsize=1)
def _ands() -> frozenset[str]:
    return frozenset(map(plain, particles("and")))
