"""What was asked of memory: gathered while people wait, written down when nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from worker.memory.shapes import Recalled

ALONE = 0.8
"""Confidence from which memory answers alone: nobody else is asked."""
MOST_KEYS = 100_000
"""More are forgotten until the next writing: a habit is worth little memory."""


@dataclass(slots=True)
class Duration:
    """How often something took how long, in seconds."""

    count: int = 0
    seconds: float = 0.0
    slowest: float = 0.0


@dataclass(slots=True)
class Habits:
    """Keys that were recalled since the last writing, and what was counted; not yet on disk."""

    used: dict[str, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    by_scope: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By what was counted and the key of the scope."""
    durations: dict[str, Duration] = field(default_factory=dict)

    @property
    def gathered(self) -> bool:
        """Whether there is anything to write down."""
        return bool(self.used or self.counts or self.by_scope or self.durations)

    def note(self, kind: str, asked: int, found: Mapping[str, Recalled], scope: str = "") -> None:
        """Some keys were asked for in a scope (its key), and this was known of them."""
        self.counts["recall asked"] += asked
        self.by_scope["asked", scope] += asked
        if not found:
            return
        answered = 0
        for known in found.values():
            if known.confidence > 0:
                answered += 1
                self.counts["source answered " + known.source] += 1
            if known.confidence >= ALONE:
                self.counts["recall alone"] += 1
        self.counts["recall answered"] += answered
        self.by_scope["answered", scope] += answered
        used = self.used.setdefault(kind, set())
        if len(used) < MOST_KEYS:
            used.update(found)

    def took(self, verb: str, seconds: float) -> None:
        """One call of a verb ('map', 'export') took so long."""
        known = self.durations.setdefault(verb, Duration())
        known.count += 1
        known.seconds += seconds
        known.slowest = max(known.slowest, seconds)

    def write(self, connection: Any, at: str) -> None:
        """Keep them on disk and begin anew; to be called inside a transaction. A recalled header leaves the archive."""
        from worker.memory.recall import similar_headers

        for kind, keys in self.used.items():
            similar_headers.used(connection, kind, keys, at)
        counted = self.counts + _of_known_scopes(connection, self.by_scope)
        rows = [(name, count, 0.0, 0.0) for name, count in counted.items()]
        rows += [(f"verb {name}", d.count, d.seconds, d.slowest) for name, d in self.durations.items()]
        connection.executemany(
            "INSERT INTO counter (day, name, count, seconds, slowest) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (day, name) DO UPDATE SET count = count + excluded.count, "
            "seconds = seconds + excluded.seconds, slowest = max(slowest, excluded.slowest)",
            [(at[:10], *row) for row in rows],
        )
        self.used, self.durations, self.counts, self.by_scope = {}, {}, Counter(), Counter()


def _of_known_scopes(connection: Any, counts: Counter[tuple[str, str]]) -> Counter[str]:
    """The counts of scopes under the narrowest that anything was ever learnt for.

    A client for whom nobody has decided anything is not written down: to be asked about is no reason to be known.
    """
    from worker.memory.learning import scopes

    known = {key for (key,) in connection.execute("SELECT key FROM place")}
    kept: Counter[str] = Counter()
    for (what, key), count in counts.items():
        place = next((k for k in scopes.chain(scopes.from_key(key)) if k in known), "")
        kept[f"scope {what} {place}"] += count
    return kept
