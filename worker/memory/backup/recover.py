"""A damaged or missing memory: the last good backup in its place, the damaged file kept, and what was lost said."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from worker.errors import FileProblem, MemoryProblem
from worker.lazy_dataclass import dataclass
from worker.memory.audit import trail
from worker.memory.audit.log import ITSELF
from worker.memory.backup import backup, container, health, rotation
from worker.memory.backup.container import Container
from worker.memory.database.database import Database
from worker.memory.database.file_names import FILE
from worker.memory.database.files import settle, sync
from worker.memory.database.sqlite import storage
from worker.memory.database.times import system_clock, text_of
from worker.memory.keys import keys

WORKER_LOCK = "worker.lock"
"""Held by the worker as long as it serves this folder."""
_LOG_ENDS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was put in the place of what."""

    backup: Path
    made_at: str
    lost: int | None
    """Pieces of evidence since the backup; None where nobody knows."""
    kept_as: Path | None
    """The damaged file."""

    @property
    def sentence(self) -> str:
        """For the planner."""
        if self.lost is None:
            lost = "What was decided since is lost."
        elif self.lost:
            lost = f"{self.lost:,} decisions since then are lost."
        else:
            lost = "Nothing was decided since; nothing is lost."
        aside = f" The damaged file is kept as {self.kept_as.name}." if self.kept_as else ""
        return f"The memory was damaged and restored from its backup of {self.made_at[:10]}. {lost}{aside}"


def at_start(database: Database, *, alone: bool = False) -> Recovered | None:
    """Look at the whole file and, where it is damaged or missing, restore the last good backup by itself.

    *alone* says that the caller holds the worker's lock.

    Raises:
        MemoryProblem: it is damaged, and no good backup opens, or somebody else uses it.
    """
    state = health.check(database)
    missing = not database.path.exists() and database.head.last() is not None
    if state.whole and not missing:
        return None
    database.close()
    recovered = restore(database, alone=alone)
    database.restore_notes.append(recovered.sentence)
    return recovered


def restore(
    database: Database, file: Path | None = None, *, alone: bool = False, passphrase: str | None = None
) -> Recovered:
    """Put *file*, else the last good backup, in the place of a file that can't be used.

    Raises:
        MemoryProblem: there is no good backup, it has another key, or a worker uses the memory.
        FileProblem: *file* is no backup, or is damaged.
    """
    folder = database.path.parent
    lock = FileLock(folder / WORKER_LOCK)
    if not alone:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise MemoryProblem(
                f"The memory {database.path} is damaged, and a worker is using it.",
                "Close Excel and the worker, then run `mediamapper memory restore`.",
                code="memory-damaged",
            ) from None
    try:
        backup = container.read(file) if file else _last_good(database, passphrase)
        return _swap(database, backup, container.key_of(backup, database, passphrase))
    finally:
        lock.release()


def restore_any(database: Database, path: Path | None, passphrase: str | None = None) -> tuple[int, str]:
    """Put *path*, else the last good backup, in the place of everything; gives the rows and what to tell.

    Into a memory that is whole it goes in one transaction; one that is damaged or missing is set aside first.

    Raises:
        FileProblem: it can't be read, or is no backup; the memory is as it was.
        MemoryProblem: it can't be kept; the memory is as it was.
    """
    missing = not database.path.exists() and database.head.last() is not None
    if not missing and health.check(database).whole:
        source = path or _last_good(database, passphrase).path
        return backup.restore(database, source, passphrase), f"Restored from {source}."
    database.close()
    if path is None or container.is_one(path):
        recovered = restore(database, path, passphrase=passphrase)
        with database.reading() as connection:
            return backup.rows_in(connection), recovered.sentence
    backup.check(path)
    database.repair_mark.set()
    database.under_repair = True
    aside = _set_aside(database.path)
    database.path.unlink(missing_ok=True)
    database.seal.remove()
    if database.head.last() is not None:
        database.head.reset()
    rows = backup.restore(database, path, passphrase)
    database.under_repair = False
    database.repair_mark.clear()
    sentence = f" The damaged file is kept as {aside.name}." if aside else ""
    return rows, f"Restored from {path}.{sentence}"


def repairing(database: Database, passphrase: keys.Hidden) -> bool:
    """Whether a file found damaged as it was opened could be replaced; for `Database.repair`."""
    folder = database.path.parent
    try:
        key = keys.key_for(
            folder, passphrase.text
        )  # looked at afresh: somebody may have changed the key meanwhile
        if database.key is not None and (callable(key) or key is None or key[:32] != database.key[:32]):
            return False
        if health.check(database).whole:
            return True
        database.restore_notes.append(restore(database).sentence)
    except (MemoryProblem, FileProblem):
        return False
    return True


def _last_good(database: Database, passphrase: str | None) -> Container:
    folder = database.path.parent
    for _, path in rotation.dated(folder / rotation.FOLDER):
        try:
            backup = container.read(path)
            container.key_of(backup, database, passphrase)
            return backup
        except (FileProblem, MemoryProblem):
            continue
    raise MemoryProblem(
        f"There is no good backup of {folder} to restore.",
        f"Give one with `mediamapper memory restore FILE`; to begin anew, move {FILE} and llm_memory.audit away.",
        code="memory-damaged",
    )


def _swap(database: Database, backup: Container, key: bytes | None) -> Recovered:
    """The backup's database where the damaged one was: copied, checked and on disk first, then one renaming.

    The seal of the damaged file and its log say that it is damaged; before they go, the mark of a repair says so.
    """
    path = database.path
    mark = database.head.last()
    own = database.key
    if own is not None:
        own = own[:32] + bytes.fromhex(container.entry_of(path.parent, own).salt)
    with container.spare(path) as body, container.spare(path) as ready:
        container.extract(backup, body)
        if key == own:
            os.replace(body, ready)
        else:
            with container.aside(Database(body, key=key)) as connection:
                storage.export(connection, ready, own)
        _check_copy(ready, own)
        database.repair_mark.set()
        aside = _set_aside(path)
        os.replace(ready, path)
        settle(path.parent)
        database.seal.remove()
    lost = None if mark is None else max(0, mark.evidence - backup.evidence)
    recovered = Recovered(backup.path, backup.made_at, lost, aside)
    _tell(path, own, recovered)
    database.repair_mark.clear()
    return recovered


def _check_copy(ready: Path, key: bytes | None) -> None:
    """The copy must be whole, and on disk.

    Raises:
        FileProblem: it is not.
    """
    with container.aside(Database(ready, key=key)) as connection:
        if (damage := storage.damage(connection, encrypted=key is not None)) is not None:
            raise FileProblem(
                f"The copy of the backup is damaged: {damage}.", "Look at the disk, then restore again."
            )
    sync(ready)


def _set_aside(path: Path) -> Path | None:
    """The damaged file under another name, and its log with it: a log of the old file would mix with the new one."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    for end in _LOG_ENDS:
        log = path.with_name(path.name + end)
        if log.exists():
            os.replace(log, aside.with_name(aside.name + end))
    if not path.exists():
        return None
    try:
        os.link(path, aside)
    except OSError:
        os.replace(path, aside)
    return aside


def _tell(path: Path, key: bytes | None, recovered: Recovered) -> None:
    """A line in the audit; the chain begins where the backup's ended, and its head says so."""
    fresh = Database(path, key=key, under_repair=True)
    try:
        fresh.head.make_key()
        fresh.head.reset()
        with fresh.writing() as shared:
            if not trail.verify(shared).ok:
                trail.chain(shared)  # from another folder, whose key this one does not have
            lost = "an unknown number of" if recovered.lost is None else recovered.lost
            detail = f"from {recovered.backup.name}: {lost} pieces of evidence lost"
            trail.append(shared, [(text_of(system_clock()), ITSELF, "restore", detail)])
    finally:
        fresh.close()
