"""What each language calls a field, its usual name first: read from the lists, for the few tables that have it twice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import groupby

from worker.knowledge.words import phrases, sections
from worker.shapes.template import words_of
from worker.text import normalise


@cache
def places(language: str, field: str) -> Mapping[str, int]:
    """The names, normalised, that a language's list of headers has for a field, with their places from 0."""
    entries = (e for s in sections("headers") if s.language == language for e in s.entries())
    names = [normalise(phrase) for e in entries if e.name == field for phrase in e.phrases]
    return {name: place for place, name in reversed(list(enumerate(names)))}


@cache
def first_names(field: str) -> frozenset[str]:
    """What a field is called first in each language, normalised, and its own name."""
    lists = groupby(phrases("measures"), key=lambda pair: pair[0])
    first = {normalise(next(pairs)[1]) for name, pairs in lists if name == field}
    for section in sections("headers"):
        usual = next((entry.phrases[0] for entry in section.entries() if entry.name == field), "")
        first |= {normalise(usual)} - {""}
    return frozenset(first | {normalise(words_of(field))})
