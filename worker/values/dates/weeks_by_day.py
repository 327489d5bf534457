"""Weeks that are called by a day: 'W/C 6 July', 'Semaine du 6 juillet', '6 Temmuz haftası', 'Week ending 12 July'."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from worker.knowledge.word_pattern import word_pattern
from worker.knowledge.words import phrases
from worker.text import CJK, plain
from worker.values.dates.calendar_words import classes_of, marks_of

SHORTEST_MARK = 2
"""Letters of a word for a week: 'w' may be any word."""
MOST_WORDS = 2
"""Words between a week's word and its day."""
_WORD = re.compile(r"[^\W\d]+(?:/[^\W\d]+)?")
_LETTERS = re.compile(r"[^\W\d]+")
_WEEKS_OF_MONTH = 5
_NUMBERS = re.compile(r"\d{1,2}\s*[-–—~～+&]\s*\d{1,2}")
"""'Week 17-20' are weeks."""


class NamedWeek(NamedTuple):
    """The text of the day by which a week is called."""

    day: str
    is_last: bool
    """The day ends the week."""


@lru_cache(maxsize=65_536)
def named_week(text: str) -> NamedWeek | None:
    """The day by which *text*, after any other words, calls a week; None where it calls none.

    A number right behind the word counts weeks of a month up to five: 'Week 2 July'.
    """
    simple = plain(text)
    if not _has_mark(simple):
        return None
    if match := _before_day().search(simple):
        words = _WORD.findall(match["lead"] + " " + match["day"])
        number = re.match(r"\d+", match["day"])
        is_bare = match["lead"].strip(".") in _marks()
        if _NUMBERS.fullmatch(match["day"]) or (is_bare and number and int(number[0]) <= _WEEKS_OF_MONTH):
            return None
        return NamedWeek(match["day"], any("ending" in classes_of(word) for word in words))
    if match := _behind_day().fullmatch(simple):
        return NamedWeek(match["day"], False)
    return None


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    return frozenset(
        plain(mark) for mark in marks_of("week") if len(mark) >= SHORTEST_MARK or CJK.search(mark)
    )


@lru_cache(maxsize=1)
def _signs() -> frozenset[str]:
    """'w/c' and its like, which are no word of their own."""
    return frozenset(phrase for name, phrase in phrases("calendar") if name == "week_by_day")


def _has_mark(simple: str) -> bool:
    """Whether a word for a week stands in a text at all: few have one, and the patterns are long."""
    words, within = _marks_as_words()
    return not words.isdisjoint(_LETTERS.findall(simple)) or any(mark in simple for mark in within)


@lru_cache(maxsize=1)
def _marks_as_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """The marks that are a word, and those that may touch other letters or have signs in them."""
    marks = _marks() | _signs()
    words = frozenset(mark for mark in marks if not CJK.search(mark) and _LETTERS.fullmatch(mark))
    return words, tuple(marks - words)


def _listed(terms: frozenset[str]) -> str:
    return "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term)))


@word_pattern()
def _before_day() -> str:
    spoken = frozenset(mark for mark in _marks() if not CJK.search(mark))
    return (
        rf"(?<!\w)(?P<lead>(?:{_listed(spoken)})\.?(?:\s+[^\W\d]+){{0,{MOST_WORDS}}}?|{_listed(_signs())})"
        r"[\s:.-]+(?P<day>\S.*)$"
    )


@word_pattern()
def _behind_day() -> str:
    return rf"(?P<day>.*\d.*?)[\s-]*[の当]?(?:{_listed(_marks())})"
