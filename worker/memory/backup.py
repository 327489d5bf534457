"""The whole memory as one JSON file, a row a line, and back; evidence and all, so that even undo still works.

Written beside and moved into place, so that an older backup is never half overwritten. The index is not in it: it is
made anew.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from worker.errors import FileProblem, MemoryProblem
from worker.memory import near, schema
from worker.memory.database import Database

FORMAT = "mediamapper-memory"
TABLES = (
    "place",
    "batch",
    "evidence",
    "lesson",
    "audit",
    "entry",
    "prior",
    "counter",
    "task",
    "validation",
    "layout",
    "layout_header",
    "model_call",
)
CHUNK = 2_000


def export(database: Database, path: Path, at: str) -> int:
    """Write everything to *path*; gives the number of rows.

    Raises:
        FileProblem: it can't be written.
    """
    with database.reading() as connection, written(path) as file:
        head = {"format": FORMAT, "made_at": at, "schema": list(schema.NAMES)}
        file.write(json.dumps(head)[:-1] + ',\n"tables": {')
        rows = 0 if connection is None else _write_tables(connection, file)
        file.write("}}\n")
    return rows


def _write_tables(connection: Any, file: IO[str]) -> int:
    rows = 0
    connection.execute("BEGIN")  # one moment of it, whatever others write meanwhile
    try:
        for number, table in enumerate(TABLES):
            cursor = connection.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in cursor.description]
            file.write(f'{"," if number else ""}\n"{table}": {{"columns": {json.dumps(columns)}, "rows": [')
            for count, row in enumerate(cursor):
                file.write(("," if count else "") + "\n" + json.dumps(row, ensure_ascii=False))
                rows += 1
            file.write("]}")
    finally:
        connection.execute("ROLLBACK")
    return rows


def restore(database: Database, path: Path) -> int:
    """Put what *path* holds in the place of everything; gives the number of rows.

    Raises:
        FileProblem: it can't be read, or is no backup; the memory is as it was.
        MemoryProblem: it is of a newer MediaMapper, or could not be kept; the memory is as it was.
    """
    tables = _read(path)
    with database.changing() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in reversed(TABLES):
            connection.execute(f"DELETE FROM {table}")
        for table in TABLES:
            if table in tables:
                _fill(connection, table, tables[table], path)
        near.rebuild(connection)
    return sum(len(table["rows"]) for table in tables.values())


def _fill(connection: Any, table: str, told: dict[str, Any], path: Path) -> None:
    known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    columns = told.get("columns")
    if not isinstance(columns, list) or not known.issuperset(map(str, columns)):
        raise _no_backup(path)
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    if any(not isinstance(row, list) or len(row) != len(columns) for row in told["rows"]):
        raise _no_backup(path)
    connection.executemany(statement, told["rows"])


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FileProblem(f"{path} can't be read: {error.strerror or error}.", "Check its name.") from error
    except ValueError as error:
        raise _no_backup(path) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("tables"), dict):
        raise _no_backup(path)
    if newer := set(told.get("schema", ())) - set(schema.NAMES):
        raise MemoryProblem(
            f"{path} was made by a newer MediaMapper ({max(newer)}).",
            "Update MediaMapper, then restore it.",
            code="memory-newer",
        )
    tables: dict[str, Any] = told["tables"]
    if not tables.keys() <= set(TABLES) or not all(
        isinstance(t, dict) and isinstance(t.get("rows"), list) for t in tables.values()
    ):
        raise _no_backup(path)
    return tables


def _no_backup(path: Path) -> FileProblem:
    return FileProblem(
        f"{path} is no backup of a memory, or is damaged.",
        "Give a file that `mediamapper memory backup` wrote.",
    )


@contextmanager
def written(path: Path) -> Iterator[IO[str]]:
    """A file beside, moved into place when it is whole; its owner's alone."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(
            os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise FileProblem(
            f"{path} can't be written: {error.strerror or error}.", "Give another name or folder."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
