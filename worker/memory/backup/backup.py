"""The whole memory in one file and back; evidence and all, so that even undo still works.

A plain memory becomes JSON, a row a line, with its digest at the end; an encrypted one a container under its own key.
Written beside and moved into place, so that an older backup is never half overwritten. The index is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypedDict

from worker.errors import FileProblem, MemoryProblem
from worker.memory.audit import trail
from worker.memory.backup import container
from worker.memory.database.database import Database
from worker.memory.database.files import whole_file
from worker.memory.database.sqlite import schema, storage
from worker.memory.database.tables import Shared
from worker.memory.learning import batches, forget, tombstones
from worker.memory.learning.tombstones import Tombstone
from worker.memory.recall import similar_headers

if TYPE_CHECKING:
    from sqlite3 import Connection

FORMAT = "mediamapper-memory"
VERSION = 2
"""With a digest; version 1 had none, and said so by having no number."""
_SEAL = ',\n"sha256": "'
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
    "layout_step",
    "model_call",
    "tombstone",
)


def export(database: Database, path: Path, at: str) -> int:
    """Write everything to *path*, encrypted if the memory is; gives the number of rows.

    Raises:
        FileProblem: it can't be written.
    """
    with database.reading() as connection:
        rows = rows_in(connection)
    if database.encrypted:
        container.write(database, path, at)
        return rows
    with database.reading() as connection, whole_file(path) as plain:
        file = _Digested(plain)
        head = {"format": FORMAT, "version": VERSION, "made_at": at, "schema": list(schema.NAMES)}
        file.write(json.dumps(head)[:-1] + ',\n"tables": {')
        if connection is not None:
            _write_tables(connection, file)
        file.write("}")
        plain.write(f'{_SEAL}{file.digest.hexdigest()}"}}\n')
    return rows


def rows_in(connection: Connection | None) -> int:
    """How many rows all tables have."""
    return 0 if connection is None else sum(storage.count(connection, table) for table in TABLES)


def check(path: Path) -> None:
    """Look at a backup in JSON without taking it.

    Raises:
        FileProblem: it can't be read, or is none.
        MemoryProblem: a newer version wrote it.
    """
    _read(path)


class _Table(TypedDict):
    columns: list[str]
    rows: list[list[object]]


class _Digested:
    """A text file that keeps the digest of what was written."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, text: str) -> None:
        self._file.write(text)
        self.digest.update(text.encode())


def _write_tables(connection: Connection, file: _Digested) -> None:
    with storage.one_moment(connection):
        for number, table in enumerate(TABLES):
            columns, rows = storage.everything(connection, table)
            file.write(f'{"," if number else ""}\n"{table}": {{"columns": {json.dumps(columns)}, "rows": [')
            for at, row in enumerate(rows):
                file.write(("," if at else "") + "\n" + json.dumps(row, ensure_ascii=False))
            file.write("]}")


def restore(database: Database, path: Path, passphrase: str | None = None) -> int:
    """Put what *path* holds in the place of everything; gives the number of rows.

    The audit trail of this folder stays; that of the backup comes where there is none yet.

    Raises:
        FileProblem: it can't be read, or is no backup; the memory is as it was.
        MemoryProblem: it is of a newer MediaMapper, or could not be kept; the memory is as it was.
    """
    if container.is_one(path):
        return _restore_container(database, path, passphrase)
    tables = _read(path)
    with database.writing() as shared:
        stones = tombstones.in_database(shared)
        _empty(shared)
        for table in _tables_to_fill(shared):
            if table in tables:
                _fill(shared, table, tables[table], path)
        batches.complete(shared)
        similar_headers.rebuild(shared)
        _keep_forgotten(shared, stones)
    return sum(len(table["rows"]) for table in tables.values())


def _restore_container(database: Database, path: Path, passphrase: str | None) -> int:
    backup = container.read(path)
    key = container.key_of(backup, database, passphrase)
    database.create()
    with container.spare(database.path) as body:
        container.extract(backup, body)
        older = Database(body, key=key)
        try:
            older.create()  # brings an older schema up
        finally:
            older.close()
            older.seal.remove()
            older.head.path.unlink(missing_ok=True)
        # A file is attached outside of a transaction, and the lock is held from there to the copy.
        with database.reading() as connection:
            assert connection is not None, "`create` has made it"
            with storage.attached(connection, body, key, "backup"), database.writing() as shared:
                return _copy(shared)


def _copy(database: Shared) -> int:
    """All tables from the attached backup, which has the schema in force; gives the number of rows."""
    rows = 0
    stones = tombstones.in_database(database)
    _empty(database)
    for table in _tables_to_fill(database):
        if table == "audit":
            trail.append(database, storage.rows_of(database.raw, "audit", ", ".join(_LINE), "backup"))
        else:
            rows += storage.copy_table(database.raw, table, "backup")
    similar_headers.rebuild(database)
    _keep_forgotten(database, stones)
    return rows


def _keep_forgotten(database: Shared, stones: Sequence[Tombstone]) -> None:
    """Forget once more what a backup brought back, by the tombstones that stood here before it."""
    tombstones.add_to_database(database, stones)
    forget.apply(database, stones)
    batches.let_go_of_numbers(database)


def _empty(database: Shared) -> None:
    """Delete everything but the audit, which is only added to."""
    storage.empty(database.raw, [table for table in reversed(TABLES) if table != "audit"])


def _tables_to_fill(database: Shared) -> list[str]:
    """The tables to fill; the audit only where this memory has none."""
    return [table for table in TABLES if table != "audit" or not storage.count(database.raw, table)]


_LINE = ("at", "user", "action", "detail")


def _fill(database: Shared, table: str, content: _Table, path: Path) -> None:
    """Add the rows of one table of a backup in JSON.

    Raises:
        FileProblem: a column is unknown.
    """
    columns, rows = content["columns"], content["rows"]
    if not set(storage.columns(database.raw, table)).issuperset(columns):
        raise _no_backup(path)
    if table != "audit":
        storage.fill(database.raw, table, columns, rows)
    elif set(_LINE) <= set(columns):
        # The lines of another trail are marked with this memory's own key.
        trail.append(database, [[str(row[columns.index(name)]) for name in _LINE] for row in rows])
    else:
        raise _no_backup(path)


def _read(path: Path) -> dict[str, _Table]:
    try:
        text = path.read_bytes()
        content = json.loads(text.decode("utf-8"))
    except OSError as error:
        raise FileProblem(f"{path} can't be read: {error.strerror or error}.", "Check its name.") from error
    except ValueError as error:
        raise _no_backup(path) from error
    if not _is_whole(content, text):
        raise _no_backup(path)
    if (
        not isinstance(content, dict)
        or content.get("format") != FORMAT
        or not isinstance(content.get("tables"), dict)
    ):
        raise _no_backup(path)
    if newer := set(content.get("schema", ())) - set(schema.NAMES):
        raise MemoryProblem(
            f"{path} was made by a newer MediaMapper ({max(newer)}).",
            "Update MediaMapper, then restore it.",
            code="memory-newer",
        )
    tables: dict[str, _Table] = content["tables"]
    if not tables.keys() <= set(TABLES) or not all(map(_is_table, tables.values())):
        raise _no_backup(path)
    return tables


def _is_table(content: object) -> bool:
    """Whether it has texts as columns, and in each row as many values."""
    if not isinstance(content, dict):
        return False
    columns, rows = content.get("columns"), content.get("rows")
    return (
        isinstance(columns, list)
        and isinstance(rows, list)
        and all(isinstance(name, str) for name in columns)
        and all(isinstance(row, list) and len(row) == len(columns) for row in rows)
    )


def _is_whole(content: object, text: bytes) -> bool:
    """Whether every byte is what was written; backups of version 1 can't say."""
    if not isinstance(content, dict) or not content.keys() <= _KEYS:
        return False
    if "version" not in content and "sha256" not in content:
        return True
    body, seal, end = text.rpartition(_SEAL.encode())
    sealed = bool(seal) and end == f'{content.get("sha256")}"}}\n'.encode()
    return (
        content.get("version") == VERSION and sealed and hashlib.sha256(body).hexdigest() == content["sha256"]
    )


_KEYS = {"format", "version", "made_at", "schema", "tables", "sha256"}


def _no_backup(path: Path) -> FileProblem:
    return FileProblem(
        f"{path} is no backup of a memory, or is damaged.",
        "Give a file that `mediamapper memory backup` wrote.",
    )
