"""A mark beside a plain database that was closed in order: the digest of its bytes.

An encrypted file proves every page; a plain one gives back whatever the disk does. While the seal stands, nothing was
written since, so that a file with another digest is damaged. A writer breaks the seal, on disk, before its first commit.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from worker.memory.database.sqlite import file_bytes

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_BYTES = 64 << 20
"""A larger file would take too long at each start and end; upkeep looks at its structure."""
_OPEN = b"open"
_SIZE = 96


class Seal:
    """The seal of one database file."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.path = database.with_suffix(".seal")
        self._broken_by_us = False

    def mismatches(self) -> bool:
        """Whether the file is not the sealed one: damaged, or changed by another program."""
        sealed = self._digest()
        if sealed is None or file_bytes.digest(self.database) == sealed:
            return False
        return self._digest() == sealed  # somebody who writes now has broken it first

    def break_(self) -> None:
        """Break the seal before the first commit; to be called inside the write transaction."""
        if not self._broken_by_us and self.path.exists():
            self._write(_OPEN)
        self._broken_by_us = True

    def apply(self, connection: Connection) -> None:
        """Seal the file, if it is at rest: nobody else writes, and nothing waits in the log."""
        self._broken_by_us = False
        if self.database.stat().st_size > MOST_BYTES:
            return
        connection.execute("PRAGMA busy_timeout = 0")
        if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            log = self.database.with_name(self.database.name + "-wal")
            if not log.exists() or log.stat().st_size == 0:
                self._write(file_bytes.digest(self.database))
        finally:
            connection.execute("ROLLBACK")

    def remove(self) -> None:
        """Delete the seal: the file is about to be another."""
        self.path.unlink(missing_ok=True)
        self._broken_by_us = False

    def _digest(self) -> bytes | None:
        """The digest of an unbroken seal."""
        try:
            mark = self.path.read_bytes().strip()
        except OSError:
            return None
        return mark if len(mark) == 64 and mark != _OPEN else None

    def _write(self, mark: bytes) -> None:
        if self.path.is_symlink():
            self.path.unlink()  # where it leads may be somebody else's file
        handle = os.open(self.path, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(handle, mark.ljust(_SIZE - 1) + b"\n")  # in place: always the same few bytes
            os.fsync(handle)
        finally:
            os.close(handle)
