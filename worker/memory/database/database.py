"""The database file: opened, guarded, and every driver error turned into one sentence.

One connection a process and store, one lock around it, and a second one for who must not keep readers waiting. Peewee
is loaded for writing only: it costs more to import than a thousand look-ups.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import MemoryProblem
from worker.memory.audit import trail
from worker.memory.audit.head import Head, Mark
from worker.memory.database import tables
from worker.memory.database.file_names import TOMBSTONES
from worker.memory.database.sqlite import file_bytes, migrations, schema, storage
from worker.memory.database.sqlite.connection import BUSY_SECONDS, Key, connect, make
from worker.memory.database.sqlite.errors import RESTORE, problem_of, problems, raise_as_problem
from worker.memory.database.sqlite.repair_mark import RepairMark
from worker.memory.database.sqlite.seal import Seal
from worker.memory.learning import forget, tombstones

if TYPE_CHECKING:
    from sqlite3 import Connection

    from worker.memory.database.tables import Shared


class Database:
    """One memory file; opened when first needed, created when first written to."""

    def __init__(
        self,
        path: Path,
        *,
        key: Key = None,
        busy_seconds: float = BUSY_SECONDS,
        under_repair: bool = False,
        durable: bool = True,
    ) -> None:
        """*under_repair* opens a file whose repair is not finished: for the repair itself.

        Without *durable* a power cut may take the last changes: for what can be fetched again.
        """
        self.path = path
        self._key = key
        self.seal = Seal(path)
        self.repair_mark = RepairMark(path)
        self.under_repair = under_repair
        self.head = Head(path)
        self.restore_notes: list[str] = []
        """Sentences for a person on what was restored."""
        self.repair: Callable[[], bool] | None = None
        """Called where the file turns out damaged as it is opened; says whether another stands in its place."""
        self.on_make: Callable[[], None] | None = None
        """Called once the file is made: the folder is new."""
        self.on_write: Callable[[], None] | None = None
        """Called once a change is on disk; its own changes call it again, and it must not wait for this thread."""
        self._busy_seconds = busy_seconds
        self._durable = durable
        self.lock = threading.RLock()
        self._beside: Database | None = None
        self._connection: Connection | None = None
        self._shared: Shared | None = None
        self._wrote = False
        self._noted: Mark | None = None
        self.ready: Connection | None = None
        """The connection, once its schema is known to be today's and others can use the file beside it."""
        self.is_alone = False
        """Whether the connection shuts others out, since the disk has no room for what they would share."""
        self.looks_alone = 0
        """The looks under way, one in another, of such a connection; it is closed after the last."""
        self._reading = Reading(self)
        self._querying = Querying(self)

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
            shared = self.as_peewee()
            with shared.atomic():
                if self._key is None:
                    self.seal.break_()
                yield shared
            self._wrote = True
            self._note_head()
        if self.on_write is not None:
            self.on_write()

    @contextmanager
    def beside(self) -> Iterator[Database]:
        """The same file over a second connection, for this thread while the block runs: readers do not wait for it.

        It is opened once, and closed with this one; its changes do not call `on_write`, nor wait for the disk: they are
        what a team's server has, and the next change of this one takes them to the disk.
        """
        with self.lock:  # who holds it may be putting another file in place
            if self._beside is None:
                self._beside = Database(
                    self.path, key=lambda: self.key, busy_seconds=self._busy_seconds, durable=False
                )
                self._beside.seal = self.seal
            beside = self._beside
            with ExitStack() as stack:
                stack.enter_context(beside.lock)
                stack.enter_context(problems(self.path))
                beside.connected(create=True)
                locks = stack.pop_all()
        with locks:
            yield beside

    def querying(self) -> Querying:
        """The same as `reading`, with Peewee's database for queries of the builder.

        Peewee takes 20 ms to import, so that what a first answer waits for reads by `reading`.
        """
        return self._querying

    def create(self) -> None:
        """Make the folder, the file and its tables if they are not there."""
        with self.lock, problems(self.path):
            self.connected(create=True)

    def close(self) -> None:
        """Close the connection; the next use opens it again."""
        with self.lock, problems(self.path):
            self._let_go(seal=self._wrote)

    def stop_when(self, is_due: Callable[[], bool]) -> None:
        """Break off every longer statement of this connection once *is_due* says so.

        Its transaction is then rolled back, and whoever ran it gets a `MemoryProblem`.
        """
        with self.reading() as connection:
            if connection is not None:
                storage.stop_when(connection, is_due)

    def connected(self, *, create: bool) -> Connection | None:
        """The connection, or None where there is nothing to read; the caller holds the lock."""
        if self.ready is not None:
            return self.ready
        try:
            return self._opened(create=create)
        except Exception as error:
            self._let_go()
            problem = error if isinstance(error, MemoryProblem) else problem_of(error, self.path)
            damaged = problem is not None and problem.code == "memory-damaged"
            if not damaged or self.repair is None or not self.repair():
                raise
        return self._opened(create=create)

    def _opened(self, *, create: bool) -> Connection | None:
        if self._connection is None:
            if not _is_there(self.path):
                self._check_not_lost()
                if not create:
                    return None
                if not self.under_repair:
                    self.repair_mark.clear()  # somebody moved the damaged file away, to begin anew
                make(self.path, self._key)
                if self.on_make is not None:
                    self.on_make()
            self._connection = self._connect(may_write=create)
        if not self._brought_up(self._connection, create=create):
            return None
        if not self.is_alone:
            self.ready = self._connection
        return self._connection

    def _connect(self, *, may_write: bool) -> Connection:
        if callable(self._key):
            self._key = self._key()
        if self._key is None and self.seal.mismatches():
            raise MemoryProblem(
                f"The memory {self.path} is not as it was closed: damaged, or changed by another program.",
                RESTORE,
                code="memory-damaged",
            )
        if not self.under_repair and self.repair_mark.is_set:
            raise MemoryProblem(
                f"The repair of the memory {self.path} was not finished.", RESTORE, code="memory-damaged"
            )
        file_bytes.used(self.path)
        try:
            try:
                return self._connect_shared()
            except Exception as error:
                problem = problem_of(error, self.path)
                if may_write or problem is None or problem.code not in ("memory-full", "memory-disk"):
                    raise
            return self._connect_alone()
        except BaseException:
            file_bytes.left(self.path)
            raise

    def _connect_shared(self) -> Connection:
        assert not callable(self._key)
        return connect(self.path, self._key, self._busy_seconds, durable=self._durable)

    def _connect_alone(self) -> Connection:
        """A connection that needs no room on the disk and shuts others out, so that it serves one look only."""
        assert not callable(self._key)
        connection = connect(self.path, self._key, self._busy_seconds, alone=True)
        self.is_alone = True
        return connection

    def _check_not_lost(self) -> None:
        if (mark := self.head.last()) is not None:
            raise MemoryProblem(
                f"The memory {self.path} is missing; it held {mark.evidence:,} pieces of evidence.",
                f"Put it back, or {RESTORE[0].lower()}{RESTORE[1:]} To begin anew, delete {self.head.path.name}.",
                code="memory-missing",
            )

    def end_look_alone(self) -> None:
        """One look of a connection that shuts others out is over; the caller holds the lock."""
        self.looks_alone -= 1
        if not self.looks_alone:
            self._let_go()

    def _let_go(self, *, seal: bool = False) -> None:
        """Close the connections; with *seal* the file is marked as whole, where that can be said."""
        if self._beside is not None:
            self._beside.close()
        if self._connection is not None:
            if seal and self._key is None:
                with suppress(Exception):  # somebody else writes, or the disk is full: then it is not sealed
                    self.seal.apply(self._connection)
            self._connection.close()
            file_bytes.left(self.path)
        self._connection, self._shared, self.ready, self._wrote = None, None, None, False
        self.is_alone, self.looks_alone = False, 0

    def _note_head(self) -> None:
        """Tell outside the file how far the audit got; once what it tells of is on disk."""
        if self._connection is None or self._connection.in_transaction or not self._durable:
            return
        mark = trail.state(self.as_peewee())
        if mark is not None and mark != self._noted:
            self.head.note(mark)
            self._noted = mark

    def _brought_up(self, connection: Connection, *, create: bool) -> bool:
        """Whether the schema is today's, after migrating an older one; a blank file is left blank to readers."""
        applied = schema.applied(connection)
        schema.check(applied, connection, self.path)
        if applied == schema.NAMES:
            self._keep_forgotten()
            return True
        if not applied and not create:
            return False
        if self._key is None:
            self.seal.break_()
        migrations.migrate(self.as_peewee())
        self._wrote = True
        self._keep_forgotten()
        return True

    def _keep_forgotten(self) -> None:
        """Forget once more what an old copy of the file brought back: the tombstones beside it are not all in it."""
        if self._connection is None or not self.path.with_suffix(TOMBSTONES).exists():
            return
        shared = self.as_peewee()
        missing = tombstones.missing(shared, tombstones.in_file(self.path))
        if missing:
            with shared.atomic():
                if self._key is None:
                    self.seal.break_()
                forget.apply(shared, missing)
                tombstones.add_to_database(shared, missing)
            self._wrote = True

    def as_peewee(self) -> Shared:
        """Peewee on the open connection; the caller holds the lock."""
        if self._shared is None:
            assert self._connection is not None, "the caller has opened it"
            self._shared = tables.Shared(self._connection)
        return self._shared


class Reading:
    """The lock, the connection and the errors of one look-up; a class, since a generator costs as much as the look-up."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Connection | None:
        self._database.lock.acquire()
        if self._database.ready is not None:
            return self._database.ready
        try:
            with problems(self._database.path):
                connection = self._database.connected(create=False)
        except BaseException:
            self._database.lock.release()
            raise
        if self._database.is_alone:
            self._database.looks_alone += 1
        return connection

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._database.is_alone:
            self._database.end_look_alone()
        self._database.lock.release()
        if error is not None:
            raise_as_problem(error, self._database.path)


class Querying:
    """A look-up through Peewee: the same lock, connection and errors."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Shared | None:
        connection = self._database.reading().__enter__()
        return None if connection is None else self._database.as_peewee()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._database.reading().__exit__(kind, error, trace)


def _is_there(path: Path) -> bool:
    if path.parent.exists() and not path.parent.is_dir():
        raise MemoryProblem(f"{path.parent} is a file, not a memory folder.", "Give a folder with --memory.")
    if path.is_dir():
        raise MemoryProblem(f"{path} is a folder where the memory's file should be.", "Move it away.")
    return path.exists()
