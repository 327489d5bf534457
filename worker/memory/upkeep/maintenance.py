"""The chores of the memory, each whole by itself, and the ones that are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from worker.errors import MediaMapperError
from worker.memory.backup import rotation
from worker.memory.database.times import Clock
from worker.memory.reporting import performance
from worker.memory.reporting.performance import Failing, PerformanceReport
from worker.memory.store import MemoryStore
from worker.memory.upkeep import lifecycle, notices, retrain, tasks
from worker.memory.upkeep.proposals import Proposer, Retrained
from worker.memory.upkeep.tasks import Done
from worker.shapes.memory import Standing, Statement

ARCHIVE_DAYS = 30.0


class Maintenance:
    """Chores on one memory."""

    def __init__(self, store: MemoryStore, clock: Clock, proposer: Proposer | None = None) -> None:
        """*proposer* is asked for better fields when mappings are retrained."""
        self._store = store
        self._clock = clock
        self.proposer = proposer

    def prune(self, threshold: float) -> list[Standing]:
        """End what holds below *threshold*."""
        return self._store.prune(threshold)

    def archive(self, days: float) -> int:
        """Take what was not used for *days* out of the index."""
        if not self._is_there():
            return 0
        self._store.usage.write()
        return lifecycle.archive(self._store.database, days, self._clock())

    def optimise(self) -> lifecycle.Optimised:
        """Merge, sweep, give room back."""
        if not self._is_there():
            return lifecycle.Optimised(0, 0, 0, 0)
        return lifecycle.optimise(self._store.database, self._clock())

    def report(self) -> PerformanceReport:
        """The report, with the day's usage in it."""
        self._store.usage.write()
        return replace(self._report(), notices=tuple(notices.notices(self._store.database, self._clock())))

    def _report(self) -> PerformanceReport:
        with self._store.database.querying() as database:
            if database is None:
                return performance.empty(self._clock())
            return performance.make(
                database, self._store.settings.policy, self._store.priors.in_force(), self._clock()
            )

    def retrain(self, failing: Sequence[Failing] | None = None) -> Retrained:
        """Fit priors, gather proposals for *failing*, else for the report's; a model's are noted, and wait for a person."""
        if not self._is_there():
            return Retrained((), ())
        if failing is None:
            failing = self.report().failing_mappings
        fitted = self._store.priors.refit()
        with self._store.database.querying() as database:
            sources = (
                []
                if database is None
                else list(retrain.from_evidence(database, failing, self._store.recall_many))
            )
        if self.proposer is not None and failing:
            sources += retrain.from_proposer(failing, self.proposer)
        proposals = retrain.sifted(sources, self._store.recall_many)
        noted = [Statement(p.header, p.field, p.confidence, p.scope) for p in proposals if p.origin == "llm"]
        if noted:
            self._store.remember(noted, "", source="llm")
        return Retrained(tuple(fitted), proposals)

    def due(self, now: datetime | None = None) -> list[str]:
        """The names of the tasks that are due."""
        now = now or self._clock()
        with self._store.database.querying() as database:
            return [] if database is None else tasks.due(database, now)

    def run_due(self, now: datetime | None = None, *, go_on: Callable[[], bool] = lambda: True) -> list[Done]:
        """Do them in order; one that fails is told, tried again next time, and does not stop the others.

        *go_on* is asked before each; once it says no, the rest stays due.
        """
        now = now or self._clock()
        chores: dict[str, Callable[[], str]] = {
            "prune": lambda: f"{len(self.prune(self._store.settings.prune_below))} pruned",
            "archive": lambda: f"{self.archive(ARCHIVE_DAYS)} archived",
            "optimize": lambda: f"{self.optimise().merged} merged",
            "retrain": lambda: f"{len(self.retrain().proposals)} proposals",
            "backup": lambda: f"written to {rotation.rotate(self._store.database, now).name}",
        }
        ran = []
        for name in self.due(now):
            if not go_on():
                break
            try:
                done = Done(name, now, chores[name]())
            except (MediaMapperError, OSError) as error:
                ran.append(Done(name, now, f"failed: {error}"))
                continue
            with self._store.database.writing() as database:
                tasks.write(database, done)
            ran.append(done)
        return ran

    def _is_there(self) -> bool:
        with self._store.database.reading() as connection:
            return connection is not None
