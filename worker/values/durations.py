"""The length of a spot in seconds: `30`, `30"`, `:30`, `0'30"`, `0:30`, `30 сек`, `1 min 30 s`, `30-sec`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from worker.knowledge.words import phrases
from worker.text import clean

LONGEST = 24
"""Characters; a longer text is no length."""
_CLOCK = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{0,3}):(?P<seconds>[0-5]?\d|60|90)")
_SECONDS = {"second": 1.0, "minute": 60.0}
_PART = re.compile(r"\s*(\d{1,4}(?:[.,]\d)?)\s*-?\s*([^\d\s.,-]*)\.?")


def seconds_in(text: str) -> float | None:
    """The seconds of a length that a text writes with its unit or as a clock; None for anything else, a bare number too.

    >>> seconds_in("0'30\\""), seconds_in(":30"), seconds_in("30 сек"), seconds_in("30")
    (30.0, 30.0, 30.0, None)
    """
    if len(text) > LONGEST or not any(map(str.isdecimal, text)):
        return None
    simple = clean(text)
    if match := _CLOCK.fullmatch(simple):
        hours, minutes, seconds = (float(match[name] or 0) for name in ("hours", "minutes", "seconds"))
        return hours * 3600 + minutes * 60 + seconds
    return _parts(simple)


def _parts(text: str) -> float | None:
    """Minutes and seconds with their words or signs; the seconds behind minutes may have none."""
    total, at, before = 0.0, 0, float("inf")
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            return None
        unit = _units().get(match[2].casefold()) if match[2] else (1.0 if before == 60 else None)
        if unit is None or unit >= before:
            return None
        total += float(match[1].replace(",", ".")) * unit
        at, before = match.end(), unit
    return total if at else None


@lru_cache(maxsize=1)
def _units() -> Mapping[str, float]:
    return {clean(word).casefold(): _SECONDS[name] for name, word in phrases("lengths")}
