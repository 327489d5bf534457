"""Open concepts: what columns of plans and reports hold and no field takes, from `knowledge/open_concepts.txt`."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from worker import paths
from worker.errors import UsageError
from worker.knowledge.words import Entry, entries, read

FILE = "open_concepts.txt"
Values = Literal["number", "word", "any"]


class Concept(NamedTuple):
    """One concept without a target."""

    about: str
    """Its group in the list, for people."""
    values: Values
    """What its columns hold."""
    meaning: str


@cache
def open_concepts() -> dict[str, Concept]:
    """Concepts by the name that the vocabulary has for them: '~roas'."""
    return {
        f"~{entry.name}": _concept(entry) for entry in entries(read(paths.shipped("knowledge", FILE)), FILE)
    }


def _concept(entry: Entry) -> Concept:
    if len(entry.phrases) != 3 or entry.phrases[1] not in get_args(Values):
        raise UsageError(
            f"{FILE}, line {entry.line} is no open concept: '{entry.name}'.",
            "Write it as `name = what it is about | number, word or any | what it means`.",
        )
    about, values, meaning = entry.phrases
    return Concept(about, cast(Values, values), meaning)
