"""Ages in a header say of whom a figure counts, and nothing of what it is: 'GRP A18-49', 'TRP 25-54 ans', 'Reach E14+'."""

from __future__ import annotations

import re

_PEOPLE = (
    r"(?:adult|persons|people|women|men|femmes|hommes|frauen|männer|mujeres|hombres|donne|uomini)\w*\s*"
    r"|все\s*|[^\W\d_]{1,2}"
)
_LOWEST = r"(?:[3-9]|1\d|2[015]|[3-6][05])"
_HIGHEST = r"(?:1[1-9]|2[049]|3[49]|4[459]|5[459]|6[0459]|7[049]|99)"
"""Ends of groups as panels have them; no 50 and no 75, with which parts of a video are counted ('25-50')."""
_YEARS = r"(?:ans|years|yrs|y\.?o|jahre|años|anni|anos|lat|let|лет|років|yaş)(?!\w)\.?"
_AGES = re.compile(
    rf"(?<!\w)(?:{_PEOPLE})?"
    rf"(?:{_LOWEST}\s?[-–]\s?{_HIGHEST}|(?:1[0-8]|2[015]|[3-6][05])\s?\+)"
    rf"(?:\s*{_YEARS})?(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[^\W\d_]{3}")


def without_ages(header: str) -> str:
    """The header without ages, unless too little is left to name anything.

    >>> without_ages("GRP A18-49"), without_ages("Women 25-34")
    ('GRP', 'Women 25-34')
    """
    if not any(sign in header for sign in "-–+"):
        return header
    rest = _AGES.sub(" ", header).strip()
    return rest if _NAMED.search(rest) else header
