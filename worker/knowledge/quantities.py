"""What a header says of how its numbers are measured: in a unit of size, or so much each day; `[quantities]` of the languages."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.knowledge.word_pattern import word_pattern
from worker.knowledge.words import phrases
from worker.text import CJK, plain

_LETTER = r"[^\W\d_]"


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
    listed = _listed("each day")
    inside = "|".join(re.escape(p) for p in listed if _runs_on(p))
    apart = "|".join(re.escape(p) for p in listed if not _runs_on(p))
    behind = _any_of("behind a stroke")
    return rf"(?<![\d月])(?:{inside})|(?<!{_LETTER})(?:{apart})(?!{_LETTER})|/\s*1?\s*(?:{behind})\.?(?!{_LETTER})"


def _runs_on(phrase: str) -> bool:
    """Whether a phrase is of a script without spaces."""
    return CJK.search(phrase) is not None and not any("가" <= letter <= "힣" for letter in phrase)


def _spaced(phrase: str) -> str:
    """The pattern of a phrase with dots or nothing for its spaces: 'sq.cm'."""
    return r"[.\s]*".join(map(re.escape, phrase.split(" ")))


def _any_of(name: str) -> str:
    return "|".join(map(re.escape, _listed(name)))


def _listed(name: str) -> list[str]:
    """The phrases under a name, the longest first, as `plain` has them."""
    return sorted({plain(phrase) for listed, phrase in phrases("quantities") if listed == name}, key=len)[
        ::-1
    ]
