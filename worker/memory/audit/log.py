"""The audit trail as the rest of the memory uses it: a line added, the last lines read, the chain verified."""

from __future__ import annotations

import getpass
from datetime import datetime
from typing import TYPE_CHECKING

from worker.memory.audit import trail
from worker.memory.database.database import Database
from worker.memory.database.times import Clock, text_of

if TYPE_CHECKING:
    from worker.memory.database.tables import Shared


ITSELF = "mediamapper"
"""The user in the audit where the program acts by itself."""


class AuditLog:
    """The audit trail of one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, user: str, action: str, at: datetime | None = None) -> None:
        """Add one line in a transaction of its own, dated now where *at* does not say when."""
        with self._database.writing() as database:
            self.append(database, user, action, at=at)

    def append(
        self, database: Shared, user: str, action: str, detail: str = "", *, at: datetime | None = None
    ) -> None:
        """Add one line; to be called inside a transaction."""
        trail.append(database, [(text_of(at or self._clock()), user_name(user), action, detail)])

    def lines(self, most: int = 1000) -> list[tuple[str, str, str, str]]:
        """The last lines, newest first: time, user, action, detail."""
        with self._database.querying() as database:
            return [] if database is None else trail.last_lines(database, most)

    def verify(self, head: str = "") -> trail.Verified:
        """Look at the whole trail; *head* is the mark of a last row that was copied elsewhere."""
        with self._database.querying() as database:
            if database is None:
                return trail.Verified(True, 0, None, "Nothing was done yet.", "")
            return trail.verify(database, head)


def user_name(user: str) -> str:
    """The user as named, else the login name."""
    if user.strip():
        return user.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
