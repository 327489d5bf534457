"""A header without what stands beside its name: instructions in brackets, footnote marks, years of two digits.

'KPI (if needed)', 'Region (e.g. South)', 'Headline (max. 40 characters)', 'Reach¹', "Budget '27", 'Season 2026/27'.
"""

from __future__ import annotations

import re
from functools import cache

from worker.knowledge.words import phrases

_BRACKETS = re.compile(r"\(([^()]+)\)|\[([^][]+)\]")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{3})[¹²³⁴-⁹]+(?!\w)|[†‡]+")
"""'Reach¹'; 'm²' is a measure."""
_SHORT_YEAR = re.compile(r"(?<!\w)['’]2[1-9]\b")
"""'Budget '27'; 15, 20 and 30 may be seconds of a spot."""
_TWO_YEARS = re.compile(r"\b((?:19|20)\d\d)\s?[/–-]\s?(?:\d\d)?(\d\d)\b")


def bare(header: str) -> str:
    """The name in a header, with whatever is no aside.

    >>> bare("Season¹ 2026/27 (if known)").split()
    ['Season']
    """
    if "(" in header or "[" in header:
        header = _BRACKETS.sub(_without_instruction, header)
    return _TWO_YEARS.sub(_without_years, _SHORT_YEAR.sub(" ", _FOOTNOTE.sub("", header)))


def _without_instruction(bracket: re.Match[str]) -> str:
    text = bracket[1] or bracket[2]
    is_length = re.search(r"\d", text) and _signs_of_length().search(text)
    return " " if is_length or _instruction().match(text) else bracket[0]


def _without_years(span: re.Match[str]) -> str:
    """Nothing where the second year follows the first: '2026/27', and no '2026/07'."""
    follows = (int(span[1]) + 1) % 100 == int(span[2])
    return " " if follows else span[0]


@cache
def _instruction() -> re.Pattern[str]:
    """What an instruction begins with; the dot of a short one is needed: 'ES' is Spain, 'es.' an example."""
    return re.compile(rf"\s*(?:{_any_of('instruction')})(?!\w)", re.IGNORECASE)


@cache
def _signs_of_length() -> re.Pattern[str]:
    """Words for the letters that a cell may hold."""
    return re.compile(rf"\b(?:{_any_of('letters')})(?!\w)", re.IGNORECASE)


def _any_of(aside: str) -> str:
    listed = sorted((phrase for name, phrase in phrases("asides") if name == aside), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s*").replace(r"\.", r"\.\s*") for phrase in listed)
