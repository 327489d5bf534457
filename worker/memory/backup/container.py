"""A whole memory as one file with its digest: encrypted with the memory's own key where that has one.

A line that says what it is, a line of JSON on its contents, then the database. Every byte is covered by the digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import FileProblem, MemoryProblem
from worker.lazy_dataclass import dataclass
from worker.memory.database.database import Database
from worker.memory.database.file_names import FILE
from worker.memory.database.files import whole_file
from worker.memory.database.sqlite import file_bytes, schema, storage
from worker.memory.database.sqlite.connection import connect
from worker.memory.database.sqlite.errors import problems
from worker.memory.keys import keys
from worker.memory.keys.keys import Entry
from worker.outputs import temporary

if TYPE_CHECKING:
    from sqlite3 import Connection

MAGIC = b"MediaMapper memory backup 2\n"
CHUNK = 1 << 20
_MOST_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Container:
    """What a container says of itself; read whole, its digest is right."""

    path: Path
    made_at: str
    schema: tuple[str, ...]
    evidence: int
    """How many pieces of evidence there had ever been."""
    entry: Entry | None
    """How its key is derived; None for a plain one."""
    begins: int
    """Where the database begins."""


@contextmanager
def aside(database: Database, busy_seconds: float = 5.0) -> Iterator[Connection]:
    """A connection of one's own to the same file, so that nobody waits for what takes long."""
    with problems(database.path):
        file_bytes.used(database.path)
        try:
            connection = connect(database.path, database.key, busy_seconds)
            try:
                yield connection
            finally:
                connection.close()
        finally:
            file_bytes.left(database.path)


def write(database: Database, path: Path, at: str) -> int:
    """Write the memory to *path*, verified by reading it back; gives its size.

    Raises:
        FileProblem: it can't be written; an older file there still stands.
        MemoryProblem: the memory can't be read.
    """
    key = database.key
    with aside(database) as connection, spare(database.path) as body:
        storage.export(connection, body, key)
        entry = None if key is None else entry_of(database.path.parent, key)
        _pack(body, path, at, schema.applied(connection), _evidence_of(body, key), entry)
    read(path)
    return path.stat().st_size


def rewrap(container: Container, key: bytes | None, fresh: bytes | None, entry: Entry | None) -> None:
    """The same backup in its place, under another key."""
    with spare(container.path) as body, spare(container.path) as copy:
        extract(container, body)
        with aside(Database(body, key=key)) as connection:
            storage.export(connection, copy, fresh)
        _pack(copy, container.path, container.made_at, container.schema, container.evidence, entry)
    read(container.path)


def _pack(body: Path, path: Path, at: str, names: Sequence[str], evidence: int, entry: Entry | None) -> None:
    key_entry = None if entry is None else asdict(entry)
    head = {"made_at": at, "schema": list(names), "evidence": evidence, "key": key_entry}
    digest = _digest(head)
    for piece in _pieces(body):
        digest.update(piece)
    with whole_file(path, binary=True) as file:
        file.write(MAGIC + json.dumps(head | {"digest": digest.hexdigest()}).encode() + b"\n")
        for piece in _pieces(body):
            file.write(piece)


def _pieces(path: Path) -> Iterator[bytes]:
    with open(path, "rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def is_one(path: Path) -> bool:
    """Whether the file begins as a container does."""
    try:
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise FileProblem(f"{path} can't be read: {error.strerror or error}.", "Check its name.") from error


def read(path: Path) -> Container:
    """What a container holds, once all of it was looked at.

    Raises:
        FileProblem: it can't be read, is none, or a byte of it is not what was written.
        MemoryProblem: a newer version wrote it.
    """
    try:
        with open(path, "rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ValueError("another file")
            head = json.loads(file.readline(_MOST_HEAD))
            begins = file.tell()
            digest = _digest({name: value for name, value in head.items() if name != "digest"})
            while piece := file.read(CHUNK):
                digest.update(piece)
        if digest.hexdigest() != head["digest"]:
            raise ValueError("damaged")
        entry = None if head["key"] is None else keys.entry_of(head["key"])
        container = Container(
            path, head["made_at"], tuple(head["schema"]), int(head["evidence"]), entry, begins
        )
    except OSError as error:
        raise FileProblem(f"{path} can't be read: {error.strerror or error}.", "Check its name.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileProblem(
            f"{path} is no backup of a memory, or is damaged.",
            "Give a file that `mediamapper memory backup` wrote.",
        ) from error
    if newer := set(container.schema) - set(schema.NAMES):
        raise MemoryProblem(
            f"{path} was made by a newer MediaMapper ({max(newer)}).",
            "Update MediaMapper, then restore it.",
            code="memory-newer",
        )
    return container


def key_of(container: Container, database: Database | None, passphrase: str | None) -> bytes | None:
    """The key of a container: the memory's own where it was made with it, else the passphrase's or the keyring's.

    Raises:
        MemoryProblem: it was made with another.
    """
    if (entry := container.entry) is None:
        return None
    own = None if database is None else database.key
    if own is not None and entry.opened_by(own[:32]):
        return own[:32] + bytes.fromhex(entry.salt)
    for text in (passphrase, keys.in_environment(), keys.in_keyring(entry)):
        if text and entry.opened_by(key := entry.derived(text)):
            return key
    raise MemoryProblem(
        f"{container.path} was made with another key.",
        f"Set {keys.VARIABLE} to that key and restore it into an empty folder with --memory.",
        code="memory-key",
    )


def extract(container: Container, to: Path) -> None:
    """Its database as a file of its own.

    Raises:
        FileProblem: it can't be written.
    """
    with whole_file(to, binary=True) as file, open(container.path, "rb") as source:
        source.seek(container.begins)
        while piece := source.read(CHUNK):
            file.write(piece)


@contextmanager
def spare(path: Path) -> Iterator[Path]:
    """A name beside *path* for a file that is gone afterwards, with what SQLite puts beside it."""
    name = temporary.beside(path)
    try:
        yield name
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            name.with_name(name.name + end).unlink(missing_ok=True)


def entry_of(folder: Path, key: bytes) -> Entry:
    """How the key of the memory in *folder* is derived.

    Raises:
        MemoryProblem: its key file is gone, or another's.
    """
    for entry in keys.read_entries(folder):
        if bytes.fromhex(entry.salt) == key[32:] or entry.opened_by(key[:32]):
            return entry
    raise MemoryProblem(
        f"{folder / keys.SALT_FILE} is not the one of {FILE}.", "Restore it, then back up.", code="memory-key"
    )


def _evidence_of(body: Path, key: bytes | None) -> int:
    connection = connect(body, key, 1.0)
    try:
        return storage.last_number(connection, "evidence") if schema.applied(connection) else 0
    finally:
        storage.leave_log(connection)
        connection.close()


def _digest(head: dict[str, object]) -> hashlib.blake2b:
    return hashlib.blake2b(json.dumps(head, sort_keys=True).encode() + b"\n", digest_size=32)
