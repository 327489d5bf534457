"""The database file: opened, guarded, and every driver error turned into one sentence.

One connection a process and store, one lock around it. Peewee is loaded for writing only: it costs more to import
than a thousand look-ups.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from worker.errors import MemoryProblem
from worker.memory.audit.head import Head, Told
from worker.memory.database import file_bytes
from worker.memory.database.seal import Seal

if TYPE_CHECKING:
    from worker.memory.database.tables import Shared

FILE = "llm_memory.db"
Key = bytes | Callable[[], bytes | None] | None
"""Raw, with the file's salt behind it; or what gives it when the file is made."""
BUSY_SECONDS = 5.0
STEPS_BETWEEN = 10_000
"""Of SQLite's machine, from one look to the next whether to stop: about a millisecond."""
PRAGMAS = (
    "busy_timeout = 5000",
    "synchronous = FULL",  # with NORMAL a power cut loses acknowledged decisions
    "foreign_keys = ON",
    "secure_delete = ON",  # deleted text would stay readable in the file
    "temp_store = MEMORY",  # nothing of it in the system's temporary folder
)


class Database:
    """One memory file; opened when first needed, created when first written to."""

    def __init__(self, path: Path, *, key: Key = None, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._key = key
        self.seal = Seal(path)
        self.head = Head(path)
        self.said: list[str] = []
        """What a person should be told of it: that it was restored."""
        self.repair: Callable[[], bool] | None = None
        """Called where the file turns out damaged as it is opened; says whether another stands in its place."""
        self._busy_seconds = busy_seconds
        self.lock = threading.RLock()
        self._connection: Any = None
        self._shared: Shared | None = None
        self._wrote = False
        self._told: Told | None = None
        self.ready: Any = None
        """The connection, once its schema is known to be today's."""
        self._reading = Reading(self)

    @property
    def encrypted(self) -> bool:
        """Whether it is opened with a key."""
        return self.key is not None

    @property
    def key(self) -> bytes | None:
        """The raw key; None for a plain file, and while there is none."""
        if callable(self._key) and self.path.exists():
            self._key = self._key()
        return None if callable(self._key) else self._key

    def reading(self) -> Reading:
        """`with` it comes the connection to read with, or None where nothing is remembered yet; creates nothing."""
        return self._reading

    @contextmanager
    def writing(self) -> Iterator[Shared]:
        """Peewee's database inside one transaction, on disk when the block ends; creates the file if need be.

        Raises:
            MemoryProblem: nothing of the block was kept.
        """
        with self.lock, problems(self.path):
            self.connected(create=True)
            shared = self._as_peewee()
            with shared.atomic():
                if self._key is None:
                    self.seal.open()
                yield shared
            self._wrote = True
            self._note_head()

    @contextmanager
    def changing(self) -> Iterator[Any]:
        """The same as `writing`, with the driver's own connection."""
        with self.writing():
            yield self._connection

    def create(self) -> None:
        """Make the folder, the file and its tables if they are not there."""
        with self.lock, problems(self.path):
            self.connected(create=True)

    def close(self) -> None:
        """Close the connection; the next use opens it again."""
        with self.lock, problems(self.path):
            self._let_go(seal=self._wrote)

    def stop_when(self, asked: Callable[[], bool]) -> None:
        """Break off every longer statement of this connection once *asked* says so.

        Its transaction is then rolled back, and whoever ran it gets a `MemoryProblem`.
        """
        with self.reading() as connection:
            if connection is not None:
                connection.set_progress_handler(lambda: int(asked()), STEPS_BETWEEN)

    def again(self, key: Key) -> None:
        """The same file with another key, from the next use on."""
        with self.lock:
            self.close()
            self._key = key

    def connected(self, *, create: bool) -> Any:
        """The connection, or None where there is nothing to read; the caller holds the lock."""
        if self.ready is not None:
            return self.ready
        try:
            return self._opened(create=create)
        except Exception as error:
            self._let_go()
            problem = error if isinstance(error, MemoryProblem) else _problem(error, self.path)
            damaged = problem is not None and problem.code == "memory-damaged"
            if not damaged or self.repair is None or not self.repair():
                raise
        return self._opened(create=create)

    def _opened(self, *, create: bool) -> Any:
        if self._connection is None:
            if not _is_there(self.path):
                self._check_not_lost()
                if not create:
                    return None
                make(self.path, self._key)
            self._connection = self._connect()
        if self._brought_up(create=create):
            self.ready = self._connection
        return self.ready

    def _connect(self) -> Any:
        if callable(self._key):
            self._key = self._key()
        if self._key is None and self.seal.belied():
            raise MemoryProblem(
                f"The memory {self.path} is not as it was closed: damaged, or changed by another program.",
                _RESTORE,
                code="memory-damaged",
            )
        file_bytes.used(self.path)
        try:
            return connect(self.path, self._key, self._busy_seconds)
        except BaseException:
            file_bytes.left(self.path)
            raise

    def _check_not_lost(self) -> None:
        if (told := self.head.last()) is not None:
            raise MemoryProblem(
                f"The memory {self.path} is missing; it held {told.evidence:,} pieces of evidence.",
                f"Put it back, or {_RESTORE[0].lower()}{_RESTORE[1:]} To begin anew, delete {self.head.path.name}.",
                code="memory-missing",
            )

    def _let_go(self, *, seal: bool = False) -> None:
        """Close the connection; with *seal* the file is marked as whole, where that can be said."""
        if self._connection is not None:
            if seal and self._key is None:
                with suppress(Exception):  # somebody else writes, or the disk is full: then it is not sealed
                    self.seal.close(self._connection)
            self._connection.close()
            file_bytes.left(self.path)
        self._connection, self._shared, self.ready, self._wrote = None, None, None, False

    def _note_head(self) -> None:
        """Tell outside the file how far the audit got; once what it tells of is on disk."""
        if self._connection.in_transaction:
            return
        from worker.memory.audit import trail

        told = trail.state(self._connection)
        if told is not None and told != self._told:
            self.head.note(told)
            self._told = told

    def _brought_up(self, *, create: bool) -> bool:
        """Whether the schema is today's, after migrating an older one; a blank file is left blank to readers."""
        from worker.memory.database import schema

        applied = schema.applied(self._connection)
        schema.check(applied, self._connection, self.path)
        if applied == schema.NAMES:
            return True
        if not applied and not create:
            return False
        from worker.memory.database import migrations

        if self._key is None:
            self.seal.open()
        migrations.migrate(self._as_peewee())
        self._wrote = True
        return True

    def _as_peewee(self) -> Shared:
        if self._shared is None:
            from worker.memory.database.tables import Shared

            self._shared = Shared(self._connection)
        return self._shared


class Reading:
    """The lock, the connection and the errors of one look-up; a class, since a generator costs as much as the look-up."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Any:
        self._database.lock.acquire()
        if self._database.ready is not None:
            return self._database.ready
        try:
            with problems(self._database.path):
                return self._database.connected(create=False)
        except BaseException:
            self._database.lock.release()
            raise

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self._database.lock.release()
        if error is not None:
            _raise_as_problem(error, self._database.path)


def _is_there(path: Path) -> bool:
    if path.parent.exists() and not path.parent.is_dir():
        raise MemoryProblem(f"{path.parent} is a file, not a memory folder.", "Give a folder with --memory.")
    if path.is_dir():
        raise MemoryProblem(f"{path} is a folder where the memory's file should be.", "Move it away.")
    return path.exists()


def make(path: Path, key: Key = None) -> None:
    """An empty file, its owner's alone; what its key needs stands beside it first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if callable(key):
        key()
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def connect(path: Path, key: bytes | None, busy_seconds: float) -> Any:
    """A connection with our settings; the caller sees to locks and errors."""
    from sqlcipher3 import dbapi2

    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection = dbapi2.connect(
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
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
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


def _to_wal(connection: Any, busy_seconds: float) -> None:
    """Set the journal mode, which unlike other statements does not wait for a lock by itself."""
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except Exception as error:
            if not _name(error).startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Driver and file errors inside the block become `MemoryProblem`, each with its next step."""
    try:
        yield
    except Exception as error:
        _raise_as_problem(error, path)
        raise


def _raise_as_problem(error: BaseException, path: Path) -> None:
    if not isinstance(error, MemoryProblem) and (found := _problem(error, path)) is not None:
        raise found from error


def _problem(error: BaseException, path: Path) -> MemoryProblem | None:
    # Peewee wraps the driver's errors, and a failed rollback hides the cause: the deepest one tells.
    causes = [error]
    while (deeper := causes[-1].__cause__ or causes[-1].__context__) is not None and deeper not in causes:
        causes.append(deeper)
    for cause in reversed(causes):
        if name := _name(cause):
            return _said(name, cause, path)
    if isinstance(error, OSError):
        return MemoryProblem(
            f"The memory folder {path.parent} can't be used: {error.strerror or error}.",
            "Check that it exists and is yours, or give another with --memory.",
            code="memory-folder",
        )
    return None


def _name(error: BaseException) -> str:
    """SQLite's name of the error ('SQLITE_FULL'); empty where it is not the driver's."""
    if not type(error).__module__.startswith(("sqlcipher3", "sqlite3")):
        return ""
    return getattr(error, "sqlite_errorname", None) or "SQLITE_ERROR"


_RESTORE = "Restore the last good backup with `mediamapper memory restore`."
_SENTENCES = (
    (
        "SQLITE_FULL",
        "memory-full",
        "There is no room left on the disk for the memory {path}; nothing of this step was kept.",
        "Free some space and do it again.",
    ),
    (
        "SQLITE_BUSY",
        "memory-busy",
        "The memory {path} is being written to by another program.",
        "Wait for it, or close it, and do it again.",
    ),
    (
        "SQLITE_LOCKED",
        "memory-busy",
        "The memory {path} is being written to by another program.",
        "Wait for it, or close it, and do it again.",
    ),
    (
        "SQLITE_READONLY",
        "memory-read-only",
        "The memory {path} can only be read; nothing was kept.",
        "Check the folder's permissions, or give another with --memory.",
    ),
    (
        "SQLITE_NOTADB",
        "memory-damaged",
        "{path} is no memory that can be read: it has another key, is damaged, or is something else.",
        f"Check MEMORY_ENCRYPTION_KEY. {_RESTORE}",
    ),
    ("SQLITE_CORRUPT", "memory-damaged", "The memory {path} is damaged.", _RESTORE),
    (
        "SQLITE_CANTOPEN",
        "memory-folder",
        "The memory {path} can't be opened.",
        "Check that the folder is yours and on a local disk.",
    ),
    (
        "SQLITE_IOERR",
        "memory-disk",
        "The disk failed under the memory {path}; nothing of this step was kept.",
        "Check the disk, and that the folder is a local one.",
    ),
)


def _said(name: str, cause: BaseException, path: Path) -> MemoryProblem:
    for start, code, sentence, step in _SENTENCES:
        if name.startswith(start):
            return MemoryProblem(sentence.format(path=path), step, code=code)
    return MemoryProblem(f"The memory {path} can't be used: {cause}.", _RESTORE)
