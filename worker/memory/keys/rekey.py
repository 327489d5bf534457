"""Another key for a memory, or its first, or none: a whole copy is made beside it, and one renaming decides.

Killed at any moment, the folder holds either the old memory whole or the new one: the key file has both entries while
it matters, and the database names its own. What the old file leaves on the disk is then overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from worker import paths
from worker.errors import FileProblem, MemoryProblem, UsageError
from worker.lazy_dataclass import dataclass
from worker.memory.audit import trail
from worker.memory.audit.log import ITSELF
from worker.memory.backup import container, rotation
from worker.memory.backup.container import Container
from worker.memory.backup.recover import WORKER_LOCK
from worker.memory.database.database import Database
from worker.memory.database.file_names import FILE
from worker.memory.database.files import settle, sync
from worker.memory.database.sqlite import file_bytes, storage
from worker.memory.database.sqlite.connection import connect
from worker.memory.database.sqlite.errors import RESTORE, problems
from worker.memory.database.sqlite.repair_mark import RepairMark
from worker.memory.database.sqlite.seal import Seal
from worker.memory.database.times import system_clock, text_of
from worker.memory.keys import keychain, keys
from worker.memory.keys.keys import Entry
from worker.memory.recall import answers
from worker.outputs import record, temporary
from worker.outputs.temporary import wipe

if TYPE_CHECKING:
    from sqlite3 import Connection

NEW_VARIABLE = "MEMORY_ENCRYPTION_KEY_NEW"
_OLD = f"{FILE}.old"
_MIRRORS = ("mappings.json", "validations.json")
_WITHOUT_MEMORY = frozenset(
    {keys.SALT_FILE, record.FILE, "worker.json", "domain_knowledge.md", "base_prompts.yaml", ".gitignore"}
)
"""Files of the folder that hold no header and no mapping."""


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What was done."""

    encrypted: bool
    backups: int
    """Backups of `backups/` that now have the new key."""
    readable: tuple[Path, ...]
    """Files in the folder that can still be read by anybody who can read the disk."""
    in_keyring: bool
    wiped: bool
    """Whether the old file could be overwritten."""


def rekey(
    folder: Path, new: str | None, *, old: str | None = None, store_in_keyring: bool = False
) -> Rekeyed:
    """Give the memory in *folder* the passphrase *new*, or with None make it readable.

    Raises:
        MemoryProblem: it is in use, damaged, not there, or *old* is wrong; the memory is as it was.
        UsageError: the keyring does not keep the key; the memory is as it was.
    """
    path = folder / FILE
    if not path.exists():
        raise MemoryProblem(
            f"There is no memory in {folder} yet.",
            f"Set {keys.VARIABLE} before it is first used, and it is encrypted from the start.",
            code="memory-missing",
        )
    with _alone(folder):
        tidy(folder)
        key = None if plain(folder) else keys.key_of(folder, old or keys.in_environment())
        entry = keys.new_entry(new) if new else None
        if entry and store_in_keyring and not keychain.put(entry.salt, new or ""):
            raise UsageError(
                "The keyring of this machine does not keep the key.",
                f"Leave --store-in-keyring out, and set {keys.VARIABLE}.",
            )
        before = keys.read_entries(folder)
        fresh = entry.derived(new or "") if entry else None
        try:
            wiped = _change(path, key, fresh, [*before, *([entry] if entry else [])])
        except BaseException:
            if entry and store_in_keyring:
                keychain.drop(entry.salt)
            raise
        tidy(folder)
        backups = _backups(folder, key, fresh, entry)
        _forget_copies(folder)
        keys.write_entries(folder, [entry] if entry else [])
        for gone in before:
            keychain.drop(gone.salt)
        _tell(path, fresh)
    return Rekeyed(entry is not None, backups, readable(folder) if entry else (), store_in_keyring, wiped)


def plain(folder: Path) -> bool:
    """Whether the memory there can be read without a key."""
    return file_bytes.start_of(folder / FILE, len(keys.PLAIN)) == keys.PLAIN


def tidy(folder: Path) -> bool:
    """Overwrite what an earlier change of keys left behind; False where it could not be."""
    old = folder / _OLD
    temporary.tidy(folder)
    for half in folder.glob(f".{FILE}.*.part*"):  # as earlier versions named them
        if not temporary.is_named(half):
            half.unlink(missing_ok=True)
    try:
        if not old.exists():
            return True
        if os.path.samefile(old, folder / FILE):
            old.unlink()  # it was stopped before the renaming: both names are the one memory
            return True
        wipe(old)
        return True
    except OSError:
        return False


def readable(folder: Path) -> tuple[Path, ...]:
    """Every file in *folder* that may hold memory and is not encrypted, wherever it came from."""
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file() and _is_readable(path)))


def _is_readable(path: Path) -> bool:
    if path.name in _WITHOUT_MEMORY or path.suffix in (".lock", ".audit", ".seal", ".repair", ".forgotten"):
        return False
    if path.name == paths.COPIES_RECORD or paths.is_copy(path):
        return False
    with suppress(FileProblem, MemoryProblem):
        if container.is_one(path):
            return container.read(path).entry is None
    is_database = path.name.startswith((FILE, answers.FILE)) or path.suffix == ".part"
    is_log = path.name.endswith(("-wal", "-journal"))
    if is_database and not (is_log and "damaged" in path.name):
        return _starts_plain(path)
    return not path.name.endswith("-shm")


def _change(path: Path, key: bytes | None, fresh: bytes | None, entries: list[Entry]) -> bool:
    """Make the copy and put it in place; False where the old file could not be overwritten."""
    old = path.with_name(_OLD)
    with problems(path), container.spare(path) as ready:
        connection = _exclusive(path, key)
        try:
            storage.export(connection, ready, fresh)
            _compare(connection, ready, fresh)
            keys.write_entries(path.parent, entries)
            linked = _linked(path.resolve(), old)  # a link to the memory: what it leads to is overwritten
            if os.name == "nt":
                connection.close()  # an open file can't be replaced there
            os.replace(ready, path)
            settle(path.parent)
            # Whoever waited for the old file must not write to it: it is overwritten while this lock is held.
            if os.name != "nt" and old.exists():
                with suppress(OSError):
                    wipe(old)
            return linked
        finally:
            connection.close()


def _linked(path: Path, old: Path) -> bool:
    try:
        os.link(path, old)
    except OSError:
        return False  # a disk without hard links: what was there can't be overwritten after the renaming
    return True


def _exclusive(path: Path, key: bytes | None) -> Connection:
    """A connection that nobody else can read or write beside."""
    if RepairMark(path).is_set or (key is None and Seal(path).mismatches()):
        raise MemoryProblem(
            f"The memory {path} is damaged; its key is as it was.", RESTORE, code="memory-damaged"
        )
    connection = connect(path, key, 1.0)
    try:
        if not storage.be_alone(connection, Seal(path).remove):  # what follows changes the file
            raise MemoryProblem(
                f"Another program is using the memory {path}; its key is as it was.",
                "Close that program, then change the key again.",
                code="memory-busy",
            )
    except BaseException:
        connection.close()
        raise
    return connection


def _compare(connection: Connection, ready: Path, fresh: bytes | None) -> None:
    """The copy must be whole and hold as many rows of everything; then it is on disk."""
    copy = connect(ready, fresh, 1.0)
    try:
        storage.check_copy(connection, copy)
    finally:
        copy.close()
    sync(ready)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / WORKER_LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise MemoryProblem(
            f"A worker is using the memory {folder}.",
            "Close Excel and the worker, then do it again.",
            code="memory-busy",
        ) from None
    try:
        yield
    finally:
        lock.release()


def _backups(folder: Path, key: bytes | None, fresh: bytes | None, entry: Entry | None) -> int:
    """The backups under the new key too; one that has another key, or is damaged, stays as it is."""
    done = 0
    for _, path in rotation.dated(folder / rotation.FOLDER):
        with suppress(FileProblem, MemoryProblem):
            backup = container.read(path)
            if _key_matches(backup, key):
                container.rewrap(backup, key if backup.entry else None, fresh, entry)
                done += 1
    return done


def _key_matches(backup: Container, key: bytes | None) -> bool:
    if backup.entry is None:
        return True
    return key is not None and backup.entry.opened_by(key[:32])


def _forget_copies(folder: Path) -> None:
    """The cache and the mirrors have the old key, or none; they are made anew when asked for."""
    cache = folder / answers.FOLDER / answers.FILE
    for path in [*(folder / name for name in _MIRRORS), *cache.parent.glob(f"{cache.name}*")]:
        if path.is_file():
            with suppress(OSError):
                wipe(path)


def _tell(path: Path, fresh: bytes | None) -> None:
    database = Database(path, key=fresh)
    try:
        with database.writing() as shared:
            now = text_of(system_clock())
            detail = "to another key" if fresh else "to no key"
            trail.append(shared, [(now, ITSELF, "rekey", detail)])
    finally:
        database.close()


def _starts_plain(path: Path) -> bool:
    with suppress(OSError), open(path, "rb") as file:
        return file.read(len(keys.PLAIN)) == keys.PLAIN
    return False
