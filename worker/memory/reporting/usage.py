"""What was asked of memory: gathered while people wait, written down when nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.memory.database.database import Database
from worker.memory.database.times import Clock, text_of
from worker.memory.recall import similar_headers
from worker.memory.reporting import counters
from worker.shapes.memory import Recollection

if TYPE_CHECKING:
    from worker.memory.database.tables import Shared

ALONE = 0.8
"""Confidence from which memory answers alone: nobody else is asked."""
MOST_KEYS = 100_000
"""More are dropped until the next writing: a count of uses is worth little memory."""


@dataclass(slots=True)
class Duration:
    """How often something took how long, in seconds."""

    count: int = 0
    seconds: float = 0.0
    slowest: float = 0.0


@dataclass(slots=True)
class _Counts:
    """Recalled keys and counters since the last writing."""

    used: dict[str, set[str]] = field(default_factory=dict)
    """Keys by kind."""
    counts: Counter[str] = field(default_factory=Counter)
    by_scope: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By what was counted and the key of the scope."""
    durations: dict[str, Duration] = field(default_factory=dict)


class Usage:
    """The uses of one database since the last writing; `write` puts them on disk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._counts = _Counts()

    @property
    def pending(self) -> bool:
        """Whether there is anything to write."""
        counts = self._counts
        return bool(counts.used or counts.counts or counts.by_scope or counts.durations)

    def note(self, kind: str, questions: int, answers: Mapping[str, Recollection], scope: str = "") -> None:
        """Some keys were asked for in a scope (its key), and this was known of them."""
        counts, by_scope = self._counts.counts, self._counts.by_scope
        counts["recall asked"] += questions
        by_scope["asked", scope] += questions
        if not answers:
            return
        answered = 0
        for answer in answers.values():
            if answer.confidence > 0:
                answered += 1
                counts["source answered " + answer.source] += 1
            if answer.confidence >= ALONE:
                counts["recall alone"] += 1
        counts["recall answered"] += answered
        by_scope["answered", scope] += answered
        used = self._counts.used.setdefault(kind, set())
        if len(used) < MOST_KEYS:
            used.update(answers)

    def took(self, verb: str, seconds: float) -> None:
        """One call of a verb ('map', 'export') took so long."""
        duration = self._counts.durations.setdefault(verb, Duration())
        duration.count += 1
        duration.seconds += seconds
        duration.slowest = max(duration.slowest, seconds)

    def write(self) -> None:
        """Put the uses on disk, for archive and report; nobody should be waiting.

        Nothing is written where there is no memory yet. A recalled header leaves the archive.
        """
        with self._database.reading() as connection:
            if connection is None or not self.pending:
                return
        with self._database.writing() as database:
            _write(database, self._counts, text_of(self._clock()))
        self._counts = _Counts()


def _write(database: Shared, counts: _Counts, at: str) -> None:
    for kind, keys in counts.used.items():
        similar_headers.used(database, kind, keys, at)
    by_name = counts.counts + counters.of_known_scopes(database, counts.by_scope)
    rows = [(at[:10], name, count, 0.0, 0.0) for name, count in by_name.items()]
    rows += [(at[:10], f"verb {n}", d.count, d.seconds, d.slowest) for n, d in counts.durations.items()]
    counters.add(database, rows)
