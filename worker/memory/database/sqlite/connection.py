"""A connection to one SQLite file: its key, its settings, its journal."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from worker.memory.database.sqlite.errors import name_of

if TYPE_CHECKING:
    from sqlite3 import Connection  # sqlcipher3 has no types; its names are those of Python's own module

Row = tuple[Any, ...]
"""Cells as the driver gives them: what each holds, its query says."""
Key = bytes | Callable[[], bytes | None] | None
"""Raw, with the file's salt behind it; or what gives it when the file is made."""
BUSY_SECONDS = 5.0
PRAGMAS = (
    "busy_timeout = 5000",
    "foreign_keys = ON",
    "secure_delete = ON",  # deleted text would stay readable in the file
    "temp_store = MEMORY",  # nothing of it in the system's temporary folder
)


def make(path: Path, key: Key = None) -> None:
    """An empty file, its owner's alone; what its key needs stands beside it first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if callable(key):
        key()
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def is_writable(path: Path) -> bool:
    """Whether the file may be written, and its log beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect(
    path: Path, key: bytes | None, busy_seconds: float, *, alone: bool = False, durable: bool = True
) -> Connection:
    """A connection with our settings; the caller sees to locks and errors.

    Without *durable* a change does not wait for the disk: a power cut may take the last ones, and leaves those before whole.
    With *alone* it needs no room on the disk, and nobody else can open the file meanwhile: the log's index, which
    otherwise is a file that the processes share, is held in memory.
    """
    from sqlcipher3 import dbapi2  # a memory without a file needs no SQLite

    writable = is_writable(path)
    connection: Connection = dbapi2.connect(
        f"file:{quote(str(path.absolute()))}?{_mode(path, writable)}",
        uri=True,
        isolation_level=None,  # transactions begin and end where we say so
        check_same_thread=False,  # the lock of `Database` sees to it
        timeout=busy_seconds,
    )
    try:
        if key is not None:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in (*(("locking_mode = EXCLUSIVE",) if alone else ()), *PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        connection.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
        connection.execute(
            "SELECT count(*) FROM sqlite_master"
        ).fetchone()  # the first look finds a wrong key
        if writable:
            _to_wal(connection, busy_seconds)
    except BaseException:
        connection.close()
        raise
    return connection


def _mode(path: Path, writable: bool) -> str:
    if writable:
        return "mode=rw"
    # A log beside it holds newer pages; without one the file is whole, and needs no lock files in a closed folder.
    return "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"


def _to_wal(connection: Connection, busy_seconds: float) -> None:
    """Set the journal mode, which unlike other statements does not wait for a lock by itself."""
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except Exception as error:
            if not name_of(error).startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
        time.sleep(0.01)
