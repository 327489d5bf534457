"""What only SQLite can be asked: its file, its pages, its schema, its counters, another file beside it.

Each function takes the driver's own connection. A database server has no such file and needs none of these.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import MemoryProblem
from worker.memory.database.sqlite.connection import Row

if TYPE_CHECKING:
    from sqlite3 import Connection

STEPS_BETWEEN = 10_000
"""Steps of SQLite's machine between two looks whether to stop: about a millisecond."""
WORTH_VACUUM = 0.2
"""Share of free pages from which the file is written anew."""
_AUDIT_RULES = {
    "audit_keeps": "BEFORE UPDATE ON audit",
    "audit_stays": "BEFORE DELETE ON audit",
}
"""Triggers that refuse a change of the audit."""

# ---------------------------------------------------------------- the file


def file_of(connection: Connection) -> Path:
    """The file of the main database."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def stop_when(connection: Connection, is_due: Callable[[], bool], steps: int = STEPS_BETWEEN) -> None:
    """Break off every longer statement of *connection* once *is_due* is true."""
    connection.set_progress_handler(lambda: int(is_due()), steps)


def give_room_back(connection: Connection) -> None:
    """Refresh the planner's figures, write the file anew where much of it is free, empty the log into it."""
    connection.execute("PRAGMA optimize")
    (free,), (pages,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_count")
    )
    if free > WORTH_VACUUM * pages:
        connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def damage(connection: Connection, *, encrypted: bool) -> str | None:
    """A few words on what is wrong with the file; None where every page is whole."""
    if encrypted and (wrong := connection.execute("PRAGMA cipher_integrity_check").fetchall()):
        return f"{len(wrong):,} pages are not what was written: {wrong[0][0]}"
    lines = [line for (line,) in connection.execute("PRAGMA quick_check(3)")]
    return None if lines == ["ok"] else str(lines[0])


def leave_log(connection: Connection) -> bool:
    """Leave the mode with a log beside the file, and empty the log into it.

    False, or the driver's own error, where another connection is open.
    """
    return bool(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete")


def be_alone(connection: Connection, before: Callable[[], None]) -> bool:
    """Take the file for this connection alone; *before* runs once nobody else writes.

    False, or the driver's own error, where it is in use.
    """
    connection.execute("BEGIN IMMEDIATE")
    before()
    connection.execute("COMMIT")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    if not leave_log(connection):
        return False
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")  # the lock stays, in this mode
    return True


@contextmanager
def one_moment(connection: Connection) -> Iterator[None]:
    """The block reads one state of the database, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


# ---------------------------------------------------------------- tables


def tables(connection: Connection) -> list[str]:
    """The names of all tables."""
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def columns(connection: Connection, table: str) -> list[str]:
    """The columns of a table, in order."""
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


def count(connection: Connection, table: str) -> int:
    """How many rows a table has."""
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def everything(connection: Connection, table: str) -> tuple[list[str], Iterator[Row]]:
    """The columns and the rows of a table."""
    cursor = connection.execute(f"SELECT * FROM {table}")
    return [column[0] for column in cursor.description], iter(cursor)


def selected(connection: Connection, table: str, names: str) -> Iterator[Row]:
    """The columns *names* of all rows of a table, in no order; `*` stands for all of them."""
    return iter(connection.execute(f"SELECT {names} FROM {table}"))


def fill(connection: Connection, table: str, names: list[str], rows: Sequence[Sequence[object]]) -> None:
    """Add rows to a table; *names* are columns that `columns` gave."""
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def empty(connection: Connection, names: list[str]) -> None:
    """Delete all rows of these tables, whichever refers to which; to be called inside a transaction."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for name in names:
        connection.execute(f"DELETE FROM {name}")


def last_number(connection: Connection, table: str) -> int:
    """The highest number that a row of a table ever had, whatever was deleted since."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


def open_audit(connection: Connection) -> None:
    """Let the audit be changed, until `close_audit`."""
    for name in _AUDIT_RULES:
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")


def close_audit(connection: Connection) -> None:
    """From now on the audit refuses every change but an added row."""
    for name, moment in _AUDIT_RULES.items():
        connection.execute(
            f"CREATE TRIGGER {name} {moment} BEGIN SELECT raise(ABORT, 'the audit is only added to'); END"
        )


# ---------------------------------------------------------------- another file beside it


@contextmanager
def attached(connection: Connection, path: Path, key: bytes | None, name: str) -> Iterator[None]:
    """Another database file under *name* while the block runs."""
    attach(connection, path, key, name)
    try:
        yield
    finally:
        connection.execute(f"DETACH {name}")


def attach(connection: Connection, path: Path, key: bytes | None, name: str) -> None:
    """Attach another file; the key is hexadecimal, so nothing needs quoting."""
    literal = "''" if key is None else f"\"x'{key.hex()}'\""
    connection.execute(f"ATTACH DATABASE ? AS {name} KEY {literal}", (str(path),))


def export(connection: Connection, target: Path, key: bytes | None) -> None:
    """The whole database into the new file *target*, under *key*; one moment of it, whoever writes."""
    os.close(os.open(target, os.O_CREAT | os.O_RDWR, 0o600))
    connection.execute("PRAGMA cipher_log_level = NONE")
    with attached(connection, target, key, "target"):
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT sqlcipher_export('target')").fetchone()
            connection.execute("COMMIT")
        except BaseException:
            with suppress(Exception):
                connection.execute("ROLLBACK")
            raise


def copy_table(connection: Connection, table: str, source: str) -> int:
    """All rows of a table from the attached database *source*, which has the same schema; gives how many."""
    names = ", ".join(columns(connection, table))
    done = connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM {source}.{table}")
    return int(done.rowcount)


def rows_of(connection: Connection, table: str, names: str, source: str) -> list[Row]:
    """The columns *names* of a table of the attached database *source*, in the order of its numbers."""
    query = f"SELECT {names} FROM {source}.{table} ORDER BY id"
    return [tuple(row) for row in connection.execute(query).fetchall()]


def check_copy(connection: Connection, copy: Connection) -> None:
    """Stop where *copy* is not whole, or has another number of rows in any table.

    Raises:
        MemoryProblem: the copy is to be thrown away.
    """
    whole = damage(copy, encrypted=False) is None
    whole = whole and all(count(connection, name) == count(copy, name) for name in tables(connection))
    if not leave_log(copy) or not whole:
        raise MemoryProblem(
            "The copy with the new key is not what was copied; nothing was changed.",
            "Check the disk, and try again.",
        )
