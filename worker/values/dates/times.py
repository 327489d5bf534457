"""Whether a text is a time, and of which sort: a day, a time of day, a span of days, the name of a period.

A look at one cell, for whoever compares cells; `parsing` reads the days themselves, `plans.periods` those of headers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from worker.knowledge.particles import any_of, particles
from worker.knowledge.word_pattern import word_pattern
from worker.text import clean, plain, words
from worker.values.dates.calendar_words import classes_of, marks_of, month_of, month_phrases
from worker.values.dates.parts import partials, spans
from worker.values.dates.tokens import tokens

Time = Literal["day", "clock", "span", "period"]

LONGEST = 60
"""Characters; a longer text is prose."""
LONGEST_PERIOD = 24
_DAY = re.compile(
    r"(?:\d{4}([-/.])\s?\d{1,2}\1\s?\d{1,2}|\d{1,2}([-/.])\s?\d{1,2}\2\s?(?:\d{4}|\d{2}))\.?"
    r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(
    r"(?:19|20)\d\d[01]\d[0-3]\d|(?:19|20)\d\d\s*[-/.]\s*[01]?\d|[01]?\d\s*[-/]\s*(?:19|20)\d\d"
    r"|\d{1,4}([-/.])\d{1,2}(?:\1\d{2,4})?\.?\s*[-–—~〜～]\s*\d{1,2}\1\d{1,2}(?:\1\d{2,4})?\.?"
)


@word_pattern(re.IGNORECASE)
def _period() -> str:
    """The name of a period: its mark and number, its number and mark, two years, a year with its part, two days."""
    marks = [word for word in marks_of("week", "quarter", "half") if len(word) > 1]
    before = "|".join([*map(re.escape, marks), any_of("before a period")])
    behind = any_of("period behind", "month behind", "day behind")
    years = "|".join(map(re.escape, marks_of("year")))
    singular = "|".join(re.escape(mark) for mark in marks if "count_mark" not in classes_of(mark))
    return (
        rf"(?:{before})\s*\.?\s*\d{{1,2}}(?:\D{{0,3}}\d{{2,4}})?"
        rf"|\d{{1,2}}\s*(?:{behind})\.?(?:\D{{0,3}}\d{{2,4}})?"
        rf"|\d{{1,2}}[.ºª°]\s*(?:{singular})\.?(?:\D{{0,3}}\d{{2,4}})?"
        rf"|(?:19|20)\d\d\s*[-–/]\s*(?:19|20)?\d{{1,2}}|(?:19|20)\d\d(?:\s*(?:(?:{years})\.?|[qhм]\d{{1,2}})|\s\d{{1,2}})"
        r"|20[0-4]\d(?:0[1-9]|1[0-2])"  # '202401' is a month, '20129' and '201296' are amounts
        r"|\d{1,2}[./]\d{1,2}\.?\s*[-–—~〜～]\s*\d{1,2}[./]\d{1,2}\.?(?:[./]?\d{2,4})?|\d\d[./](?:0[1-9]|1[0-2])\.?"
        r"|(?:0?[1-9]|[12]\d|3[01])\.\s?(?:0?[1-9]|1[0-2])\.|(?:0?[1-9]|1[0-2])\.20[0-4]\d"  # '2.2.' and '4.2026' are no amounts
    )


@word_pattern()
def _marked_month() -> str:
    return "|".join(map(plain, (*particles("month behind"), *particles("month before"))))


@lru_cache(maxsize=65_536)
def time_of(text: str) -> Time | None:
    """What time a text is as a whole; None for anything else.

    >>> time_of("5 Ocak 2026"), time_of("18:30"), time_of("5-11 Jan 2026"), time_of("KW 12"), time_of("Meta")
    ('day', 'clock', 'span', 'period', None)
    """
    simple = clean(text)
    if not simple or len(simple) > LONGEST:
        return None
    if _DAY.fullmatch(simple):
        return "day"
    if _CLOCK.fullmatch(simple):
        return "clock"
    lettered = _LETTERS.search(simple) is not None
    if lettered and (by_word := _with_month_word(simple)):
        return by_word
    return "period" if _is_period(simple) else None


def _with_month_word(text: str) -> Time | None:
    """A day or a span whose month is a word: '5 Ocak 2026', '2026年1月5日', '5-11 Jan 2026'."""
    if not any(map(str.isdecimal, text)) or not _names_month(text):
        return None
    row = tokens(text)
    if any(token.kind in "?:N" for token in row):
        return None
    if any(part.day and part.month and part.year for part in partials(row)):
        return "day"
    return "span" if any(first.day and first != last for first, last in spans(row)) else None


def _names_month(text: str) -> bool:
    """A quick look for a month's name, which is cheaper than the tokens of the text."""
    simple = plain(text)
    if _marked_month().search(simple) or any(map(month_of, _LETTERS.findall(simple))):
        return True
    return not simple.isascii() and any(name in simple for name in month_phrases())


def _is_period(text: str) -> bool:
    """The name of a time: 'March', 'Q1', 'KW 12', '3月', 'янв 26', '5 Jan'."""
    if len(text) > LONGEST_PERIOD:
        return False
    if _period().fullmatch(text):
        return True
    if not _LETTERS.search(text):
        return False
    parts = words(plain(text))
    return len(parts) <= 3 and any(
        month_of(word) and all(other.isdigit() for other in parts[:at] + parts[at + 1 :])
        for at, word in enumerate(parts)
    )


@lru_cache(maxsize=65_536)
def is_date(text: str) -> bool:
    """Whether a text with digits is a day, a month, or a span of either, as cells of a date column are; no week is.

    >>> is_date("янв. 2025"), is_date("2025.03"), is_date("5 Jan"), is_date("March"), is_date("12.5")
    (True, True, True, False, False)
    """
    simple = clean(text)
    if not simple or len(simple) > LONGEST or not any(map(str.isdecimal, simple)):
        return False
    if (day := _DAY.match(simple)) and simple[day.end() :][:1] in ("", " "):
        return True
    if simple.isdecimal() and len(simple) != 8:
        return False
    return (_names_month(simple) or _NUMERIC.fullmatch(simple) is not None) and _is_span(simple)


@lru_cache(maxsize=4_096)
def names_day(text: str) -> bool:
    """Whether a day, or a month beside a number, stands somewhere in a short text.

    >>> names_day("Keyword report (Jun 14, 2016)"), names_day("Stand 01.03.2026"), names_day("Media plan 2026")
    (True, True, False)
    """
    simple = clean(text)
    if len(simple) > LONGEST or not any(map(str.isdecimal, simple)):
        return False
    return _DAY.search(simple) is not None or _names_month(simple)


def _is_span(text: str) -> bool:
    row = tokens(text)
    if any(token.kind in "?:" for token in row):
        return False
    by_word = any(token.kind == "m" for token in row)
    return any(
        first.month is not None and (by_word or first.year is not None or first != last)
        for first, last in spans(row)
    )
