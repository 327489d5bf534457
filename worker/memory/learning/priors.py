"""The priors in force: what confidence starts from, by source, where enough was decided to fit it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from worker.memory.database import first_reads
from worker.memory.database.database import Database
from worker.memory.database.times import Clock, text_of
from worker.memory.learning import prior_fits
from worker.memory.learning.confidence import Fitted, Prior
from worker.memory.recall.recall import NO_PRIORS

if TYPE_CHECKING:
    from sqlite3 import Connection

FRESH_SECONDS = 30.0
"""How long priors read from disk are used before they are read again: another process may have fitted new ones."""


def read(connection: Connection) -> list[Fitted]:
    """The priors in force that were fitted."""
    rows = first_reads.priors(connection)
    return [Fitted(source, Prior(alpha, beta), decisions) for source, alpha, beta, decisions in rows]


class PriorStore:
    """The priors of one database, read again now and then: a look-up by name must not cost two."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._until = 0.0
        self._priors: Mapping[str, Prior] = NO_PRIORS

    def in_force(self) -> Mapping[str, Prior]:
        """What confidence starts from, by source, where it was fitted."""
        with self._database.reading() as connection:
            return NO_PRIORS if connection is None else self.recent(connection)

    def refit(self) -> list[Fitted]:
        """Fit the priors to all that was decided, and store them."""
        with self._database.writing() as database:
            fitted = prior_fits.refit(database, text_of(self._clock()))
            self.reread(database.raw)
            return fitted

    def recent(self, connection: Connection) -> Mapping[str, Prior]:
        """The priors as they were read within the last half minute."""
        return self._priors if time.monotonic() < self._until else self.reread(connection)

    def reread(self, connection: Connection) -> Mapping[str, Prior]:
        """The priors as they stand on disk."""
        self._priors = {row.source: row.prior for row in read(connection)}
        self._until = time.monotonic() + FRESH_SECONDS
        return self._priors
