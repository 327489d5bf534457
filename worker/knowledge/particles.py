"""Small words that only join others, or stand where a value would: `[particles]` of the languages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from worker.knowledge.words import phrases

Particle = Literal[
    "and",
    "beside a scale",
    "before a unit",
    "of a scale",
    "per",
    "between amounts",
    "nothing",
    "free of charge",
    "days",
    "before a period",
    "period behind",
    "year behind",
    "month behind",
    "month before",
    "day behind",
    "day before",
    "article",
    "joined",
    "clause behind",
    "of a thing",
    "before a thing",
    "ending",
    "word ending",
    "sum of cells",
    "whether",
    "naming",
]


@lru_cache(maxsize=32)
def particles(name: Particle) -> tuple[str, ...]:
    """The particles of one kind in all languages, as listed, the longest first."""
    words = {phrase for listed, phrase in phrases("particles") if listed == name}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def any_of(*names: Particle) -> str:
    """A pattern for any particle of these kinds; a dot in one may be left out, or have a space behind it.

    >>> any_of("article")
    'ال'
    """
    words = [word for name in names for word in particles(name)]
    return "|".join(re.escape(word).replace(r"\.", r"\.?\s?") for word in words)
