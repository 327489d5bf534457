"""What was forgotten, without its name: a salted digest that recognises the name when an old copy brings it back.

Tombstones lie in the database, and so in its backups, and in a file beside it: an old database that somebody puts back
does not have them, and they are applied to it as it is opened.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Literal

from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.file_names import TOMBSTONES
from worker.memory.database.tables import Shared, TombstoneRow
from worker.memory.learning import scopes
from worker.memory.learning.lessons import MAPPINGS
from worker.shapes.mapping import Scope
from worker.text import normalise

What = Literal["client", "header", "header of client"]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One client, one header, or one header of one client, forgotten up to a moment."""

    mark: str
    salt: str
    what: What
    at: str
    """What was learnt up to then is forgotten; what people decide later is not."""

    def covers(self, kind: str, key: str, scope: str) -> bool:
        """Whether what was learnt of *key* for the scope of that key falls under it."""
        client = scopes.from_key(scope).client or ""
        if self.what == "client":
            return bool(client) and self._is_mark_of(client)
        if kind != MAPPINGS:
            return False
        return self._is_mark_of(key if self.what == "header" else f"{client}\x1f{key}")

    def covers_layout(self, headers: Iterable[str], scope: str) -> bool:
        """The same for a layout with these headers, as they are written; one without a header has only its scope."""
        return any(self.covers(MAPPINGS, normalise(header), scope) for header in (*headers, ""))

    def _is_mark_of(self, name: str) -> bool:
        return hmac.compare_digest(_mark(self.salt, name), self.mark)


def tombstone_of(client: str | None, header: str | None, at: str) -> Tombstone:
    """The tombstone of a client, of a header, or of a header for one client; at least one is given."""
    whom = scopes.from_key(scopes.key(Scope(client=client))).client or ""
    key = normalise(header) if header else ""
    salt = secrets.token_hex(16)
    if client and header:
        return Tombstone(_mark(salt, f"{whom}\x1f{key}"), salt, "header of client", at)
    return Tombstone(_mark(salt, key or whom), salt, "header" if header else "client", at)


def covered_until(tombstones: Iterable[Tombstone], kind: str, key: str, scope: str) -> str:
    """Up to when what was learnt there is forgotten; empty where it is not."""
    return max((one.at for one in tombstones if one.covers(kind, key, scope)), default="")


def layout_covered_until(tombstones: Iterable[Tombstone], headers: Collection[str], scope: str) -> str:
    """The same of a layout with these headers, as they are written."""
    return max((one.at for one in tombstones if one.covers_layout(headers, scope)), default="")


def file_of(database: Path) -> Path:
    """The file of tombstones beside a database."""
    return database.with_suffix(TOMBSTONES)


def in_file(database: Path) -> list[Tombstone]:
    """The tombstones beside a database; a line that was not written to its end counts for nothing."""
    try:
        lines = file_of(database).read_text("ascii", errors="replace").splitlines()
    except OSError:
        return []
    tombstones = []
    for line in lines:
        try:
            tombstones.append(Tombstone(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return tombstones


def add_to_file(database: Path, tombstones: Iterable[Tombstone]) -> None:
    """Add lines, on disk when this returns.

    Raises:
        OSError: they could not be written.
    """
    if file_of(database).is_symlink():  # where it leads may be somebody else's file
        tombstones = [*in_file(database), *tombstones]
        file_of(database).unlink()
    marks = {one.mark for one in in_file(database)}
    text = "".join(json.dumps(asdict(one)) + "\n" for one in tombstones if one.mark not in marks)
    if not text:
        return
    handle = os.open(file_of(database), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if not _ends_a_line(handle):
            text = f"\n{text}"  # a line that was cut would swallow the first of these
        _write_whole(handle, text.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def _ends_a_line(handle: int) -> bool:
    size = os.lseek(handle, 0, os.SEEK_END)
    if not size:
        return True
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _write_whole(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]  # a disk that fills up takes a part, and then raises


def in_database(database: Shared) -> list[Tombstone]:
    """The tombstones of a database."""
    return [Tombstone(*row) for row in _ALL.rows(database)]


_ALL = queries.Prepared(
    TombstoneRow.select(TombstoneRow.mark, TombstoneRow.salt, TombstoneRow.what, TombstoneRow.at)
)


def missing(database: Shared, tombstones: Iterable[Tombstone]) -> list[Tombstone]:
    """Those that a database does not have."""
    stones = list(tombstones)
    marks = {one.mark for one in in_database(database)} if stones else set()
    return [one for one in stones if one.mark not in marks]


def add_to_database(database: Shared, tombstones: Iterable[Tombstone]) -> None:
    """Add rows; to be called inside a transaction."""
    for one in tombstones:
        queries.run(database, TombstoneRow.insert(asdict(one)).on_conflict_ignore())


@lru_cache(maxsize=65_536)
def _mark(salt: str, name: str) -> str:
    return hmac.new(bytes.fromhex(salt), name.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
