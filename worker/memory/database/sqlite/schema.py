"""Which version of the tables a file has; light, because every reader asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import MemoryProblem

if TYPE_CHECKING:
    from sqlite3 import Connection

NAMES = (
    "0001_lessons",
    "0002_life",
    "0003_ledger",
    "0004_audit",
    "0005_layout_steps",
    "0006_tombstones",
    "0007_turns",
)
"""Every migration, oldest first; `migrations.STEPS` does them."""


def applied(connection: Connection) -> tuple[str, ...]:
    """The migrations that the file has had; none for a blank one."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone():
        return ()
    return tuple(name for (name,) in connection.execute("SELECT name FROM migration ORDER BY name"))


def check(names: tuple[str, ...], connection: Connection, path: Path) -> None:
    """Stop before a file that a newer version, or something else altogether, has made.

    Raises:
        MemoryProblem: with what to do.
    """
    if unknown := [name for name in names if name not in NAMES]:
        raise MemoryProblem(
            f"The memory {path} was made by a newer MediaMapper ({unknown[-1]}).",
            "Update MediaMapper, or give another folder with --memory.",
            code="memory-newer",
        )
    if not names and connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise MemoryProblem(
            f"{path} is a database, but no memory of MediaMapper.",
            "Give another folder with --memory.",
            code="memory-foreign",
        )
