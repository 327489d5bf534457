"""The audit trail as the rest of the memory uses it: a line added, the last lines read, the chain verified."""

from __future__ import annotations

import getpass
from datetime import datetime
from typing import Any

from worker.memory.audit import trail
from worker.memory.database.database import Database
from worker.memory.database.times import Clock, text_of


class AuditLog:
    """The audit trail of one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, user: str, action: str, at: datetime | None = None) -> None:
        """Add one line in a transaction of its own, dated now where *at* does not say when."""
        with self._database.changing() as connection:
            self.append(connection, user, action, at=at)

    def append(
        self, connection: Any, user: str, action: str, detail: str = "", *, at: datetime | None = None
    ) -> None:
        """Add one line; to be called inside a transaction."""
        trail.append(connection, [(text_of(at or self._clock()), user_name(user), action, detail)])

    def lines(self, most: int = 1000) -> list[tuple[str, str, str, str]]:
        """The last lines, newest first: time, user, action, detail."""
        with self._database.reading() as connection:
            return [] if connection is None else trail.last_lines(connection, most)

    def verify(self, head: str = "") -> trail.Verified:
        """Look at the whole trail; *head* is the mark of a last row that was copied elsewhere."""
        with self._database.reading() as connection:
            if connection is None:
                return trail.Verified(True, 0, None, "Nothing was done yet.", "")
            return trail.verify(connection, head)


def user_name(user: str) -> str:
    """The user as named, else the login name."""
    if user.strip():
        return user.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
