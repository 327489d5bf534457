"""What a header says of how its numbers are measured: in a unit of size, or so much each day, week or month; `[quantities]` of the languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from worker.knowledge.telling_words import telling
from worker.knowledge.word_pattern import word_pattern
from worker.knowledge.words import phrases
from worker.text import CJK, plain

_LETTER = r"[^\W\d_]"
WEEK, MONTH = 7, 31


@lru_cache(maxsize=4096)
def is_size(header: str) -> bool:
    """Whether a header is a unit of size, or ends in one, or has one in brackets: 'H (ft)', 'Col x mm', 'Fläche qm'.

    >>> is_size("Height in mm"), is_size("Programmatic")
    (True, False)
    """
    return _sizes().search(plain(header)) is not None


@lru_cache(maxsize=4096)
def is_of_each_day(header: str) -> bool:
    """Whether a header says that its numbers are those of a day or an hour: 'Spots per hour', '次/天'.

    >>> is_of_each_day("Plays/day"), is_of_each_day("Days")
    (True, False)
    """
    return _each_day().search(plain(header)) is not None


@lru_cache(maxsize=4096)
def days_of_each(header: str) -> int | None:
    """How many days there are at most in what a header's numbers are of: 1, 7 or 31; None where it says no such thing.

    >>> days_of_each("Monthly budget"), days_of_each("Kosten/Woche"), days_of_each("Month")
    (31, 7, None)
    """
    text = plain(header)
    if is_of_each_day(header):
        return 1
    return WEEK if _each_week().search(text) else MONTH if _each_month().search(text) else None


@word_pattern()
def _sizes() -> str:
    """A unit behind a number's name, alone, or alone in brackets; a dot may follow. A letter must be in brackets."""
    units = _listed("size")
    words, letters = (
        "|".join(map(_spaced, (u for u in units if (len(u) == 1) == lone))) for lone in (False, True)
    )
    return rf"(?:^|[\s(\[（,/×*])(?:{words})\.?\s*(?:[)\]）]|$)|[(\[（]\s*(?:{letters})\.?\s*[)\]）]"


@word_pattern()
def _each_day() -> str:
    return _each("each day", _listed("behind a stroke"))


@word_pattern()
def _each_week() -> str:
    return _each("each week", _listed("week_mark", "calendar"))


@word_pattern()
def _each_month() -> str:
    return _each("each month", _listed("month_mark", "calendar"))


def _each(name: str, behind: Sequence[str]) -> str:
    """The phrases under a name, and the words *behind* a stroke."""
    listed = _listed(name)
    inside = "|".join(re.escape(p) for p in listed if _runs_on(p))
    apart = "|".join(re.escape(p) for p in listed if not _runs_on(p))
    stroke = "|".join(map(re.escape, behind))
    return rf"(?<![\d月])(?:{inside})|(?<!{_LETTER})(?:{apart})(?!{_LETTER})|/\s*1?\s*(?:{stroke})\.?(?!{_LETTER})"


def _runs_on(phrase: str) -> bool:
    """Whether a phrase is of a script without spaces."""
    return CJK.search(phrase) is not None and not any("가" <= letter <= "힣" for letter in phrase)


def _spaced(phrase: str) -> str:
    """The pattern of a phrase with dots or nothing for its spaces: 'sq.cm'."""
    return r"[.\s]*".join(map(re.escape, phrase.split(" ")))


size_words = telling("sizes", lambda: _listed("size"))
"""Words of which one is in each header of words alone that has a unit of size."""
each_day_words = telling("each-day", lambda: _listed("each day"))
"""Words of which one is in each header of words alone whose numbers are those of a day or an hour."""


def _listed(name: str, section: str = "quantities") -> list[str]:
    """The phrases under a name, the longest first, as `plain` has them."""
    return sorted({plain(phrase) for listed, phrase in phrases(section) if listed == name}, key=len)[::-1]
