"""A memory as it is at one moment, in bytes: what other processes and machines read while this one may go on deciding."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from worker.knowledge.platform_rules import FOLDER as PLATFORM_RULES
from worker.lazy_dataclass import dataclass
from worker.memory.backup import container
from worker.memory.database.file_names import FILE
from worker.memory.database.sqlite import storage
from worker.memory.database.sqlite.connection import connect
from worker.memory.keys.keys import SALT_FILE

if TYPE_CHECKING:
    from sqlite3 import Connection

    from worker.memory.database.database import Database

ANSWER_COLUMNS: Mapping[str, str] = {
    "lesson": "*",
    "place": "*",
    "prior": "source, alpha, beta",
    "validation": "key, scope, rule, confidence, source",
    "layout": "id, shape, scope, recipe, periods, uses",
    "layout_header": "*",
    "entry": "kind, key, archived_at",
}
"""Table -> what an answer depends on; how often it was used is not among it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Copies of a memory's files; an encrypted database stays encrypted."""

    files: Mapping[str, bytes]
    """By path inside the memory folder."""
    digest: str
    """Of all that answers depend on: the same for two memories that answer alike."""
    key: bytes | None = field(default=None, repr=False)
    """The raw key of an encrypted database; None where it has none, and where each reader has to know it."""

    def without_key(self) -> Snapshot:
        """The same for a reader that finds the key by itself."""
        return replace(self, key=None)

    def unpack(self, folder: Path) -> None:
        """Write the files into *folder*, which then is a memory folder."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            path.write_bytes(data)


def snapshot(database: Database) -> Snapshot:
    """The memory of *database* as it is; while it holds nothing, what its folder has beside it.

    Raises:
        MemoryProblem: the memory can't be read.
    """
    folder = database.path.parent
    beside = [folder / SALT_FILE, *sorted((folder / PLATFORM_RULES).glob("*.yaml"))]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in beside if path.is_file()}
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    with database.reading() as connection:
        has_memory = connection is not None
    if not has_memory:
        return Snapshot(files, digest.hexdigest())
    key = database.key
    with tempfile.TemporaryDirectory(prefix="mediamapper-") as name:
        body = Path(name) / FILE
        with container.aside(database) as connection:
            storage.export(connection, body, key)
        copy = connect(body, key, 1.0)
        try:
            _add_answers(digest, copy)
            storage.leave_log(copy)
        finally:
            copy.close()
        return Snapshot({**files, FILE: body.read_bytes()}, digest.hexdigest(), key)


def _add_answers(digest: hashlib._Hash, connection: Connection) -> None:
    for table, columns in ANSWER_COLUMNS.items():
        digest.update(f"{table}\n".encode())
        for row in sorted(map(repr, storage.selected(connection, table, columns))):
            digest.update(row.encode())
