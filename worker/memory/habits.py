"""What was asked of memory: gathered while people wait, written down when nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

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
    durations: dict[str, Duration] = field(default_factory=dict)

    def note(self, kind: str, asked: int, answered: Collection[str] | Mapping[str, object]) -> None:
        """Some keys were asked for, and these were answered."""
        self.counts["asked"] += asked
        if answered:
            self.counts["answered"] += len(answered)
            used = self.used.setdefault(kind, set())
            if len(used) < MOST_KEYS:
                used.update(answered)

    def took(self, verb: str, seconds: float) -> None:
        """One call of a verb ('map', 'export') took so long."""
        known = self.durations.setdefault(verb, Duration())
        known.count += 1
        known.seconds += seconds
        known.slowest = max(known.slowest, seconds)

    def write(self, connection: Any, at: str) -> None:
        """Keep them on disk and begin anew; to be called inside a transaction. A recalled header leaves the archive."""
        from worker.memory import near

        for kind, keys in self.used.items():
            near.used(connection, kind, keys, at)
        rows = [(f"recall {name}", count, 0.0, 0.0) for name, count in self.counts.items()]
        rows += [(f"verb {name}", d.count, d.seconds, d.slowest) for name, d in self.durations.items()]
        connection.executemany(
            "INSERT INTO counter (day, name, count, seconds, slowest) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (day, name) DO UPDATE SET count = count + excluded.count, "
            "seconds = seconds + excluded.seconds, slowest = max(slowest, excluded.slowest)",
            [(at[:10], *row) for row in rows],
        )
        self.used, self.durations, self.counts = {}, {}, Counter()
