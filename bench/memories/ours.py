"""MediaMapper's own memory, without a model; similar headers are what it hands to one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench.memories.memory import Reply
from bench.memories.sentence import sentence
from bench.memories.stream import Event, Question
from worker.memory.folder import MemoryFolder
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope

ARCHIVE_DAYS = 30
SIMILAR = 10
"""As many as a peer may hand over."""


class Ours:
    """The store, with a clock that shows the time of the stream."""

    def __init__(self, folder: Path, url: str) -> None:
        """*url*, of a model, is not used."""
        self._now = datetime(2025, 1, 1, tzinfo=UTC)
        self._settings = Settings(memory_dir=folder, llm=False)
        self._folder = MemoryFolder(self._settings, clock=lambda: self._now)

    def learn(self, event: Event) -> None:
        """A decision, or an undo of the person's last one."""
        self._set_clock(event.at)
        if event.verb == "undo":
            self._folder.store.undo(event.person)
            return
        scope = Scope(user=event.person if event.alone else None, client=event.client or None)
        if event.verb == "correct":
            decision = Decision(event.header, event.old, "correct", event.field, scope)
        else:
            decision = Decision(event.header, event.field, event.verb, None, scope)
        self._folder.store.decide([decision], event.person)

    def ask(self, question: Question) -> Reply:
        """What memory proposes, however sure it is; where it is silent, the similar headers that a model would see."""
        self._set_clock(question.at)
        scope = Scope(user=question.person, client=question.client)
        recalled = self._folder.store.recall(question.header, scope)
        if recalled is not None and recalled.confidence > 0:
            return Reply(recalled.field)
        similar = self._folder.context.similar([question.header], SIMILAR, scope).entries
        return Reply(None, [_line(entry, question) for entry in similar])

    def upkeep(self, at: str) -> None:
        """Prune, archive, merge, and fit the priors."""
        self._set_clock(at)
        maintenance = self._folder.maintenance
        maintenance.prune(self._settings.prune_below)
        maintenance.archive(ARCHIVE_DAYS)
        maintenance.optimise()
        maintenance.retrain()

    def close(self) -> None:
        """Seal the file."""
        self._folder.close()

    def _set_clock(self, at: str) -> None:
        self._now = datetime.fromisoformat(at).replace(tzinfo=UTC)


def _line(entry: object, question: Question) -> str:
    """A similar header with what it is for this question, as a decision of the client's."""
    match entry:
        case (_, str(header), _, str(field)):
            event = Event(question.person, "confirm", header, field, client=question.client, at=question.at)
            return sentence(event)
    raise ValueError(f"No similar header: {entry!r}")
