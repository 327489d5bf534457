"""What the bench asks of a memory, ours or a peer's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

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
