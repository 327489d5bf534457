"""What each language calls a field, its usual name first: read from the lists, for the few tables that have it twice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from worker.knowledge.cache_file import from_cache
from worker.knowledge.words import sections
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
    names = _usual_names()
    return frozenset((*names.get(field, ()), normalise(words_of(field))))


@cache
def _usual_names() -> Mapping[str, list[str]]:
    return from_cache("first-names", dict[str, list[str]], _read_names)


def _read_names() -> dict[str, list[str]]:
    """By field, from the lists of headers and of measures."""
    usual: dict[str, set[str]] = {}
    for section in (*sections("headers"), *sections("measures")):
        first = {entry.name: entry.phrases[0] for entry in reversed(list(section.entries()))}
        for name, phrase in first.items():
            if name[:1] not in "~+":
                usual.setdefault(name, set()).add(normalise(phrase))
    return {name: sorted(names - {""}) for name, names in usual.items()}
