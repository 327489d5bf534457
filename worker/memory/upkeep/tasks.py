"""When maintenance is due: daily and weekly, by what was last done and not by a clock that may have been off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from peewee import fn

from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.tables import Batch, Shared, Task

DAY, WEEK = timedelta(days=1), timedelta(days=7)
EVERY: dict[str, timedelta] = {
    "prune": DAY,
    "archive": DAY,
    "optimize": DAY,
    "retrain": WEEK,
    "backup": DAY,
}
"""In the order in which they are done."""
SLACK = timedelta(hours=2)
"""A daily task done at nine is due at seven the next day: a worker that starts a little earlier still does it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A task that was run."""

    name: str
    at: datetime
    outcome: str
    """What it did, or why it could not, in a few words."""


def due(database: Shared, now: datetime) -> list[str]:
    """The tasks that are due, in order; one that was never done counts from the memory's first step."""
    first = queries.value(database, Batch.select(fn.MIN(Batch.at)))
    if first is None:
        return []
    last = {done.name: done.at for done in last_done(database)}
    begun = datetime.fromisoformat(first)
    return [name for name, every in EVERY.items() if now - last.get(name, begun) >= every - SLACK]


def last_done(database: Shared) -> Sequence[Done]:
    """What was done last of each task."""
    query = Task.select(Task.name, Task.at, Task.outcome).order_by(Task.name)
    return [
        Done(name, datetime.fromisoformat(at), outcome) for name, at, outcome in queries.rows(database, query)
    ]


def write(database: Shared, done: Done) -> None:
    """Keep that a task was run; to be called inside a transaction."""
    at = done.at.astimezone(UTC).isoformat(timespec="seconds")
    row = Task.insert(name=done.name, at=at, outcome=done.outcome)
    queries.run(database, row.on_conflict(conflict_target=[Task.name], preserve=[Task.at, Task.outcome]))
