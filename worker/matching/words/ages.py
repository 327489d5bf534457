"""Ages in a header say of whom a figure counts, and nothing of what it is: 'GRP A18-49', 'TRP 25-54 ans', 'Reach E14+', 'GRP FRDA -50'."""

from __future__ import annotations

import re

from worker.knowledge import words
from worker.knowledge.word_pattern import word_pattern

_LOWEST = r"(?:[3-9]|1\d|2[015]|[3-6][05])"
_HIGHEST = r"(?:1[1-9]|2[049]|3[49]|4[459]|5[459]|6[0459]|7[049]|99)"
"""Ends of groups as panels have them; no 50 and no 75, with which parts of a video are counted ('25-50')."""
_NAMED = re.compile(r"[^\W\d_]{3}")


@word_pattern(re.IGNORECASE)
def _ages() -> str:
    """Groups of ages, with the words for people before and for years behind them."""
    of: dict[str, list[str]] = {"people": [], "years": []}
    for name, phrase in words.phrases("asides"):
        if name in of:
            of[name].append(re.escape(phrase))
    people, years = ("|".join(sorted(of[name], key=len, reverse=True)) for name in ("people", "years"))
    return (
        rf"(?<!\w)(?:(?:{people})\w*\s*|[^\W\d_]{{1,2}})?"
        rf"(?:{_LOWEST}\s?[-–]\s?{_HIGHEST}|(?:1[0-8]|2[015]|[3-6][05])\s?\+)"
        rf"(?:\s*(?:{years})(?!\w)\.?)?(?!\w)"
        rf"|(?<!\w)(?:{people})\w*\s*[-–]\s?[3-6][05](?!\s*%|\w)"
    )


def without_ages(header: str) -> str:
    """The header without ages, unless too little is left to name anything.

    >>> without_ages("GRP A18-49"), without_ages("Women 25-34")
    ('GRP', 'Women 25-34')
    """
    if not any(sign in header for sign in "-–+"):
        return header
    rest = _ages().sub(" ", header).strip()
    return rest if _NAMED.search(rest) else header
