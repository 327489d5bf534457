"""Dates and spans of days as people write them, in any of the languages of `knowledge/month_names.txt`.

What could be read two ways is not guessed: `03/04/2026` is None until the order of its column is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby

from worker.shapes.grid import Cell
from worker.text import CJK
from worker.values.dates.calendars import gregorian_day
from worker.values.dates.parts import SHORT_YEARS, Order, Partial, partials, span_days, spans
from worker.values.dates.tokens import Token, tokens
from worker.values.dates.units import unit_span
from worker.values.dates.weeks_by_day import named_week

LONGEST = 60
"""Characters; a longer text is prose, not a date."""
LONGEST_TITLE = 160
"""Characters of a title that may say the days of a campaign."""
_REMARK = re.compile(r"\s*\((?![^()]*\d{4})[^()]*\)\s*$")
"""A remark in brackets behind a span: '1-28 June 2026 (4 weeks)'; one with a year is part of it."""
_COUNT_BEHIND = re.compile(r"(?P<span>.*?\d\D{0,6}?)[\s,;/–—-]+(?P<count>\d{1,3})\s*[^\W\d]+\.?")
"""A span with its length behind it: '10/12~10/25 14日間', '1.6.-28.6.2026, 4 Wochen'."""
_BRACKET = re.compile(r"[()\[\]（）【】]")
_VERSION_SIGNS = frozenset({"v", "t", "s"})
"""Signs of a week, quarter or half that number a version, a table or a spot as well."""
_SHORT_NAME = 3
"""Letters of a month's name that may be any word behind a year."""


def parse_date(value: Cell, order: Order | None = None, year: int | None = None) -> date | None:
    """The day that a cell names; None where it names none, no such day, or more than one possible day.

    *order* decides numeric dates that can be read two ways; *year* completes '5 Jan'. Plain numbers are not read:
    an Excel serial looks like any amount, see `from_number`.
    """
    if isinstance(value, datetime):
        return gregorian_day(value.date())
    if isinstance(value, date):
        return gregorian_day(value)
    return _date_in(value, order, year) if isinstance(value, str) else None


def parse_range(value: Cell, order: Order | None = None, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of the span that a cell names: '5-11 Jan 2026', 'Jan 2026', 'Q1 2026', 'W12 2026', one day.

    None on the terms of `parse_date`, and where the span would end before it starts.
    """
    if isinstance(value, str):
        return _range_in(value, order, year)
    day = parse_date(value)
    return (day, day) if day else None


def span_within(text: str, order: Order | None = None, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of the one span of two days amid other words: 'Daisy, 1 June - 28 June 2026'.

    *year* is that of a text that names none.
    """
    if not any(c.isdecimal() for c in text) or len(text) > LONGEST_TITLE:
        return None
    if measured := _measured(text, order, year):
        return measured
    candidates = _spans_amid_words(text, order, year)
    if not candidates:  # '13 Jul - 9 Aug 2026 (2 x 14 days)': brackets hold something of their own
        candidates = {span for part in _BRACKET.split(text) for span in _spans_amid_words(part, order, year)}
    if not candidates and (week := _week_by_day(text, order, year)):
        return week
    return candidates.pop() if len(candidates) == 1 else None


def day_before_word(text: str, order: Order | None = None, year: int | None = None) -> date | None:
    """The day before one word: '9月10日発売', '14.09.2026 (ET)'; None where anything else stands there."""
    row = list(tokens(text)) if len(text) <= LONGEST else []
    at = next((i for i, token in enumerate(row) if token.kind == "?"), 0)
    behind = [token for token in row[at:] if token.kind not in "()"]
    words = "".join(token.text if CJK.search(token.text) else f" {token.text}" for token in behind).split()
    if not at or len(words) != 1 or any(token.kind not in "?u" for token in behind):
        return None
    days = {day for part in partials(_trimmed(row[:at]), order) if (day := part.on(year))}
    return days.pop() if len(days) == 1 else None


def units_within(text: str, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of the one span of months, weeks or quarters amid other words: 'Daisy, Oct-Dec 2026', 'Plan v.14-17 2026'.

    *year* is that of a text that names none.
    """
    if len(text) > LONGEST_TITLE:
        return None
    parts = [text, *_BRACKET.split(text)] if _BRACKET.search(text) else [text]
    for part in parts:
        for parting, counted in (("?u", "m"), ("?", "u")):  # 'October 2026 v2', 'W14-17 2026'
            if span := _units_amid_words(part, parting, counted, year):
                return span
    return None


def _units_amid_words(text: str, parting: str, counted: str, year: int | None) -> tuple[date, date] | None:
    """The span of one run of tokens between words of the kinds *parting*, where no other run names what is *counted* too."""
    groups = groupby(tokens(text), lambda token: token.kind in parting)
    runs = [_trimmed(list(run)) for is_word, run in groups if not is_word]
    runs = [run for run in runs if any(token.kind == counted for token in run)]
    return _units_of_run(runs[0], year) if len(runs) == 1 else None


def _units_of_run(run: list[Token], year: int | None) -> tuple[date, date] | None:
    """The span of months of tokens that no word parts, else of numbered weeks, quarters or halves: 'v3 2026' may be a version."""
    kinds, name = "".join(token.kind for token in run), run[-1].text
    if kinds in ("m", "ym") and name.isalpha() and len(name) <= _SHORT_NAME:
        return None  # 'Budget 2026 pro Marke', '2026 out of home'
    if kinds == "mn" and (run[1].value == year % 100 if year else run[1].value in SHORT_YEARS):
        month = Partial(None, run[0].value, 2000 + run[1].value)  # 'Apr 26' is no title of a day
        return span_days(month, month)
    months = {
        days for a, b in spans(run) if a.month and not (a.day or b.day) and (days := span_days(a, b, year))
    }
    if months:
        return months.pop() if len(months) == 1 else None
    marks = [token for token in run if token.kind == "u"]
    numbers = [token for token in run if token.kind in "ni"]
    is_sign = len(marks) == 1 and marks[0].text in _VERSION_SIGNS and len(numbers) == 1
    return unit_span(run, year) if numbers and marks and not is_sign else None


def _spans_amid_words(text: str, order: Order | None, year: int | None) -> set[tuple[date, date]]:
    candidates: set[tuple[date, date]] = set()
    follows = False
    for is_word, run in groupby(tokens(text), lambda token: token.kind in "?u"):
        dated = () if is_word else _spans_of_run(list(run), order, follows)
        candidates.update(span for a, b in dated if a.day and a != b and (span := span_days(a, b, year)))
        follows = is_word
    return candidates


def _spans_of_run(run: list[Token], order: Order | None, follows: bool) -> Iterable[tuple[Partial, Partial]]:
    """The spans of tokens that no word parts; where they follow one, their first number may be its own: 'Wave 2: ...'."""
    counted = follows and len(run) > 2 and run[0].kind == "n" and run[1].kind in "r-:)"
    return spans(_trimmed(run), order) or (spans(_trimmed(run[2:]), order) if counted else ())


def _trimmed(run: list[Token]) -> list[Token]:
    """The tokens without the signs on either side; a bracket that is closed inside stays."""
    while run and run[0].kind in ".,/-':()r":
        run = run[1:]
    while run and run[-1].kind in ".,/-':()r":
        run = run[:-1]
    return run


def from_number(value: Cell) -> date | None:
    """The day of a number, for a column known to hold dates: between 1990 and 2100, none else.

    It is an Excel serial (1900 system), or year, month and day in eight digits, as reports are pasted.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if 32_874 <= value < 73_416:
        return date(1899, 12, 30) + timedelta(days=int(value))
    if 19_900_101 <= value < 21_010_101 and value == int(value):
        return parse_date(str(int(value)))
    return None


@lru_cache(maxsize=65_536)
def _date_in(text: str, order: Order | None, year: int | None) -> date | None:
    if not _worth_reading(text) or not any(map(str.isdecimal, text)):
        return None
    days = {day for part in partials(tokens(text), order) if (day := part.on(year))}
    return days.pop() if len(days) == 1 else None


@lru_cache(maxsize=65_536)
def _range_in(text: str, order: Order | None, year: int | None) -> tuple[date, date] | None:
    if not _worth_reading(text) or not (year or any(map(str.isdecimal, text))):
        return None
    parts = tokens(text)
    candidates = {span for first, last in spans(parts, order) if (span := span_days(first, last, year))}
    if all(first == last for first, last in candidates) and (week := _week_by_day(text, order, year)):
        return week
    if not candidates and (span := unit_span(parts, year)):
        return span
    if not candidates and (bare := _REMARK.sub("", text)) != text:
        return _range_in(bare, order, year)
    if not candidates and (measured := _measured(text, order, year)):
        return measured
    return candidates.pop() if len(candidates) == 1 else None


def _measured(text: str, order: Order | None, year: int | None) -> tuple[date, date] | None:
    """The span of a text that has its length in days, weeks or months behind it, whatever the language calls these."""
    match = _COUNT_BEHIND.fullmatch(text.strip())
    span = _range_in(match["span"].lstrip(" :："), order, year) if match else None
    if not match or not span or span[0] == span[1]:
        return None
    days = (span[1] - span[0]).days + 1
    months = (span[1].year - span[0].year) * 12 + span[1].month - span[0].month
    return span if int(match["count"]) in {days, -(-days // 7), months, months + 1} else None


def _week_by_day(text: str, order: Order | None, year: int | None) -> tuple[date, date] | None:
    named = named_week(text)
    day = _date_in(named.day, order, year) if named else None
    if not (named and day):
        return None
    return (day - timedelta(days=6), day) if named.is_last else (day, day + timedelta(days=6))


def _worth_reading(text: str) -> bool:
    return 2 <= len(text) <= LONGEST
