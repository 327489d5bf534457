"""Halves and thirds of a month: '1H Apr', '4月上旬', '1ra quincena de abril', 'II пол. мая'."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from worker.knowledge.word_pattern import word_pattern
from worker.knowledge.words import phrases
from worker.text import CJK, plain

_DAYS = {
    "first half": (1, 15),
    "second half": (16, 31),
    "first third": (1, 10),
    "second third": (11, 20),
    "last third": (21, 31),
}
_BESIDE = " beside a month"


class MonthPart(NamedTuple):
    """A part of the month that stands beside it or above it."""

    first: int
    last: int
    """Its days; 31 stands for the month's last."""
    rest: str
    """What else the text says."""
    is_bare: bool
    """It says of itself that it is a month's: 'quincena' is, '1H' may be half a year."""


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[int, int, bool]]:
    return {
        plain(phrase): (*_DAYS[name.removesuffix(_BESIDE)], not name.endswith(_BESIDE))
        for name, phrase in phrases("month parts")
    }


@word_pattern()
def _pattern() -> str:
    """One such phrase, the longest first; letters and digits do not go on beside it."""
    listed = sorted(_phrases(), key=len, reverse=True)
    joined = "|".join(re.escape(phrase) for phrase in listed if CJK.search(phrase))
    words = "|".join(re.escape(phrase) for phrase in listed if not CJK.search(phrase))
    return rf"{joined}|(?<!\w)(?:{words})(?!\w)"


@lru_cache(maxsize=16_384)
def month_part(text: str) -> MonthPart | None:
    """The part of a month that a text names, and what else it says; None where it names none.

    >>> month_part("1H Apr"), month_part("Apr 2026")
    (MonthPart(first=1, last=15, rest='apr', is_bare=False), None)
    """
    simple = plain(text)
    match = _pattern().search(simple)
    if match is None:
        return None
    first, last, is_bare = _phrases()[match[0]]
    rest = f"{simple[: match.start()]} {simple[match.end() :]}".strip(" .,-–—/()|")
    return MonthPart(first, last, rest, is_bare)


def day_within(day: int, month: int | None, year: int | None) -> int:
    """A day, or the last of its month where that is shorter: the 31st of a February whose year is open is the 28th."""
    return day if month is None else min(day, monthrange(year or 2023, month)[1])
