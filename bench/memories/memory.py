"""What the bench asks of a memory, ours or a peer's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bench.memories.sentence import events
from bench.memories.stream import Event, Question


@dataclass(frozen=True, slots=True)
class Reply:
    """What a memory says to one question."""

    field: str | None
    """Its own first answer, no model asked."""
    texts: Sequence[str] = ()
    """What it hands to a model that reads, best first, in the sentences of `sentence.py`; nothing where no model need read."""


class Memory(Protocol):
    """A memory in a folder of its own."""

    def learn(self, event: Event) -> None:
        """Take in one decision."""

    def ask(self, question: Question) -> Reply:
        """Answer one question, with what was learnt so far."""

    def upkeep(self, at: str) -> None:
        """Do what it does at the end of a month."""

    def close(self) -> None:
        """Put everything on disk."""


AGENCY = "agency"
"""The room of what holds for everybody."""


def room(client: str) -> str:
    """The part of a peer's memory in which a client's decisions stand: a name of letters, digits and `_`."""
    return client.replace(" ", "_") or AGENCY


def rooms(question: Question) -> tuple[str, str]:
    """Where a question is looked up: the client's room, then the agency's."""
    return room(question.client), AGENCY


def first_field(texts: Iterable[str]) -> str | None:
    """The field of the first decision that *texts* tell of, best first: what a program without a model can take."""
    first = next((event for text in texts for event in reversed(list(events(text)))), None)
    return first.field if first is not None and first.verb in ("confirm", "correct") else None
