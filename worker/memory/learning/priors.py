"""What confidence starts from, fitted by source to how that source's mappings went.

Empirical Bayes: each mapping of a source has its own chance p of being right, drawn from a Beta distribution; its
confirms and rejects are drawn with p. The Beta that makes all counts of the source likeliest is its prior. One
decision each tells the mean but nothing about how much mappings differ: the strength is then held near the usual one.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.memory.database.database import Database
from worker.memory.database.times import Clock, text_of
from worker.memory.learning.confidence import PRIOR, Prior
from worker.memory.recall.recall import NO_PRIORS

if TYPE_CHECKING:
    from sqlite3 import Connection

    import peewee

    from worker.memory.database.tables import Shared

ENOUGH = 50
"""Decisions on a source before its prior is fitted."""
STRENGTHS = tuple(math.exp(math.log(1.0) + step * math.log(200.0) / 60) for step in range(61))
SPREAD = 1.0
"""How far, in logarithms, the strength strays from the usual one when the counts say little."""
FRESH_SECONDS = 30.0
"""How long priors read from disk are used before they are read again: another process may have fitted new ones."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A source's prior, and on how many decisions it stands."""

    source: str
    prior: Prior
    decisions: int


def fit(tallies: Iterable[tuple[float, float]]) -> Prior:
    """The prior of mappings with these sums of (confirmed, rejected) weights."""
    counts = Counter((c, r) for c, r in tallies if c + r > 0)
    confirmed = sum(c * n for (c, _), n in counts.items())
    total = sum((c + r) * n for (c, r), n in counts.items())
    mean = (confirmed + PRIOR.alpha) / (total + PRIOR.strength)
    strength = max(STRENGTHS, key=lambda s: _likelihood(counts, mean, s) - _stray(s))
    return Prior(mean * strength, (1 - mean) * strength)


def _likelihood(counts: Mapping[tuple[float, float], int], mean: float, strength: float) -> float:
    """Of the counts under a Beta of this mean and strength, as a logarithm."""
    alpha, beta = mean * strength, (1 - mean) * strength
    return sum(n * (_log_beta(alpha + c, beta + r) - _log_beta(alpha, beta)) for (c, r), n in counts.items())


def _log_beta(alpha: float, beta: float) -> float:
    return math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta)


def _stray(strength: float) -> float:
    return (math.log(strength / PRIOR.strength) / SPREAD) ** 2 / 2


def refit(database: Shared, at: str) -> list[Fitted]:
    """Fit the prior of each source with enough decisions and store it; to be called inside a transaction."""
    from worker.memory.database import queries
    from worker.memory.database.tables import PriorRow

    fitted = [
        Fitted(source, fit(queries.rows(database, _tallies(source))), int(decisions))
        for source, decisions in queries.rows(database, _decisions())
        if decisions >= ENOUGH
    ]
    queries.run(database, PriorRow.delete())
    for one in fitted:
        row = PriorRow.insert(
            source=one.source, alpha=one.prior.alpha, beta=one.prior.beta, decisions=one.decisions, at=at
        )
        queries.run(database, row)
    return fitted


def _decisions() -> peewee.Query:
    """How many decisions there were on the lessons of each source."""
    from peewee import fn

    from worker.memory.database.tables import Lesson

    return (
        Lesson.select(Lesson.source, fn.SUM(Lesson.confirms + Lesson.rejects))
        .where(Lesson.source != "llm")
        .group_by(Lesson.source)
    )


def _tallies(source: str) -> peewee.Query:
    """Confirmed and rejected weights of the lessons that started without a stated confidence."""
    from worker.memory.database.tables import Lesson

    return Lesson.select(Lesson.confirmed, Lesson.rejected).where(
        (Lesson.source == source) & Lesson.start.is_null()
    )


def read(connection: Connection) -> list[Fitted]:
    """The priors in force that were fitted; by hand, since the first recall of a process asks for them."""
    rows = connection.execute("SELECT source, alpha, beta, decisions FROM prior ORDER BY source")
    return [Fitted(source, Prior(alpha, beta), decisions) for source, alpha, beta, decisions in rows]


class PriorStore:
    """The priors of one database, read again now and then: a look-up by name must not cost two."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._until = 0.0
        self._known: Mapping[str, Prior] = NO_PRIORS

    def in_force(self) -> Mapping[str, Prior]:
        """What confidence starts from, by source, where it was fitted."""
        with self._database.reading() as connection:
            return NO_PRIORS if connection is None else self.recent(connection)

    def refit(self) -> list[Fitted]:
        """Fit the priors to all that was decided, and store them."""
        with self._database.writing() as database:
            fitted = refit(database, text_of(self._clock()))
            self.reread(database.raw)
            return fitted

    def recent(self, connection: Connection) -> Mapping[str, Prior]:
        """The priors as they were read within the last half minute."""
        return self._known if time.monotonic() < self._until else self.reread(connection)

    def reread(self, connection: Connection) -> Mapping[str, Prior]:
        """The priors as they stand on disk."""
        self._known = {row.source: row.prior for row in read(connection)}
        self._until = time.monotonic() + FRESH_SECONDS
        return self._known
