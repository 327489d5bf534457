"""This computer's copy of a team's memory: decisions are handed in, those of others come along, and off line both wait.

Questions are answered by the copy alone, so that no planner waits for a network.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from peewee import fn

from worker.errors import MemoryProblem
from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.database import Database
from worker.memory.database.tables import Batch, Shared
from worker.memory.database.times import Clock, text_of
from worker.memory.layouts import layout_steps
from worker.memory.learning import batches, scopes, tombstones
from worker.memory.team import history
from worker.memory.team.history import History
from worker.memory.team.server import PAGE, Head, Membership, Server
from worker.shapes.mapping import Scope

AGAIN_SECONDS = 10.0
"""Once the server could not be reached, nobody waits for it again within this time."""
LOOK_SECONDS = 0.5
"""Between two looks of `follow` whether it is to stop, and whether anything waits."""
SPREAD_SECONDS = 0.5
"""Within which copies that were told of a step learn it, each at a moment of its own: the server tells all of them at once."""
_MEMBERSHIP = "membership"
_MARK = "mark"
_REACHED = queries.Prepared(Batch.select(fn.MAX(Batch.number)))


@dataclass(frozen=True, slots=True)
class Exchange:
    """Steps that came and went in an exchange with the server, or in several."""

    sent: int = 0
    learnt: int = 0
    refused: int = 0
    """Steps that the team did not take, and that were taken back here."""

    def __add__(self, other: Exchange) -> Exchange:
        return Exchange(self.sent + other.sent, self.learnt + other.learnt, self.refused + other.refused)


class Team:
    """One copy and its server; several threads may use it."""

    def __init__(self, database: Database, url: str, clock: Clock) -> None:
        self._database = database
        self._server = Server(url)
        self._clock = clock
        self._lock = threading.Lock()  # not entered again: what an exchange writes starts no other
        self._away_until = 0.0
        self._follower: threading.Thread | None = None
        self._stop = threading.Event()
        self._membership: Membership | None = None
        self.problem: MemoryProblem | None = None
        """Why the last exchange failed; None where it did not."""
        self.total = Exchange()
        """What all exchanges of this object did."""

    # ------------------------------------------------------------ exchange

    def exchange(self) -> Exchange:
        """Hand in what waits, learn what is new.

        Raises:
            MemoryProblem: the server can't be reached, or this login is no member; the copy is as it was, and what was
                handed in stays handed in.
        """
        with self._lock:
            try:
                done = self._exchange()
            except MemoryProblem as problem:
                self.problem, self._away_until = problem, time.monotonic() + AGAIN_SECONDS
                self._server.close()
                raise
            self.problem, self._away_until = None, 0.0
            self.total += done
            return done

    def try_exchange(self) -> None:
        """The same where the server was not away just now; a failure is kept as `problem`."""
        if time.monotonic() >= self._away_until:
            with suppress(MemoryProblem):
                self.exchange()

    def after_write(self) -> None:
        """Hand in what was just decided."""
        if self._is_waiting() and self._lock.acquire(
            blocking=False
        ):  # else one is under way, and `follow` looks again
            self._lock.release()
            self.try_exchange()

    def _is_waiting(self) -> bool:
        with self._database.querying() as database:
            return database is not None and history.is_waiting(database)

    def waiting(self) -> int:
        """How many steps were not handed in."""
        with self._database.querying() as database:
            return 0 if database is None else history.count_waiting(database)

    def _exchange(self) -> Exchange:
        team, membership = self._server.team(), self._server.membership()
        self._join(team)
        with self._database.beside() as beside, beside.querying() as database:
            assert database is not None, "joining has made it"
            after = self._reached(database)
            if batches.noted(database, _MEMBERSHIP) != membership.text:
                after = 0  # more may be seen, or less
            waiting = history.read(database, waiting=True)
        refused = self._server.hand_in(waiting)
        learnt = self._read_on(after)
        if refused or self._membership != membership:
            with self._writing() as database:
                history.take_back(database, refused, text_of(self._clock()))
                batches.note(database, _MEMBERSHIP, membership.text)
        self._membership = membership
        return Exchange(len(waiting.steps) - len(refused), learnt, len(refused))

    def _join(self, team: str) -> None:
        """Make this copy one of the team's, the first time.

        Raises:
            MemoryProblem: it is another team's.
        """
        with self._database.querying() as database:
            own = "" if database is None else batches.noted(database, batches.TEAM)
        if own == team:
            return
        if own:
            raise MemoryProblem(
                f"The memory {self._database.path} belongs to another team.",
                "Give another folder with --memory for this team, or set MEDIAMAPPER_DATABASE_URL back.",
                code="memory-team",
            )
        with self._database.writing() as database:
            layout_steps.name_sums(database)
            batches.let_go_of_numbers(database)
            batches.note(database, batches.TEAM, team)

    def _reached(self, database: Shared) -> int:
        """The number of the team's last step that is here; 0 where the server has others in their place.

        A server that was restored from an older backup is given again what it lost.
        """
        last = _REACHED.value(database) or 0
        if last and self._server.head(last) != Head(last, batches.noted(database, _MARK)):
            with self._writing() as changed:
                batches.let_go_of_numbers(changed)
            return 0
        return int(last)

    def _read_on(self, after: int) -> int:
        """Learn all steps behind number *after*; gives how many were new."""
        learnt = 0
        while True:
            page, head = self._server.read(after)
            if head is None and not self._has_news(page):
                return learnt
            with self._writing() as database:
                learnt += history.take_in(database, page, text_of(self._clock()))
                if head is not None:
                    batches.note(database, _MARK, head.mark)
            tombstones.add_to_file(self._database.path, page.tombstones)
            if head is None or len(page.steps) < PAGE:
                return learnt
            after = head.number

    def _has_news(self, page: History) -> bool:
        with self._database.beside() as beside, beside.querying() as database:
            assert database is not None, "joining has made it"
            return bool(tombstones.missing(database, page.tombstones))

    @contextmanager
    def _writing(self) -> Iterator[Shared]:
        """Changes on a connection of their own: whoever recalls meanwhile does not wait for the disk."""
        with self._database.beside() as beside, beside.writing() as database:
            yield database

    # ------------------------------------------------------------ who may decide

    def check(self, places: Iterable[Scope]) -> None:
        """Stop before a decision that this login may not make.

        Raises:
            MemoryProblem: for whom it may decide.
        """
        membership = self._known_membership()
        if membership is None or all(membership.may_decide(scopes.key(scope)) for scope in places):
            return
        clients = ", ".join(f"'{client}'" for client in membership.clients) or "nobody"
        raise MemoryProblem(
            f"In this team '{membership.login}' does not decide for everybody, but for {clients}.",
            "Name the client that this is for, or ask whoever looks after the team.",
            code="memory-team-refused",
        )

    def may_decide(self, scope: str) -> bool:
        """Whether this login decides for the scope of this key; true while nobody has said otherwise."""
        membership = self._known_membership()
        return membership is None or membership.may_decide(scope)

    def _known_membership(self) -> Membership | None:
        """What the server said last, to this process or an earlier one."""
        if self._membership is not None:
            return self._membership
        with self._database.querying() as database:
            text = "" if database is None else batches.noted(database, _MEMBERSHIP)
        return Membership.from_text(text) if text else None

    # ------------------------------------------------------------ following

    def follow(self) -> None:
        """From now on learn what others decide as soon as the server has it, in a thread beside."""
        if self._follower is None:
            self._follower = threading.Thread(target=self._run, name="mediamapper-team", daemon=True)
            self._follower.start()

    def _run(self) -> None:
        ear = Server(self._server.url)
        while not self._stop.is_set():
            try:
                was_told = ear.wait(LOOK_SECONDS)
                if was_told:
                    self._stop.wait(random.uniform(0, SPREAD_SECONDS))
                    ear.drop()
                if was_told or self.problem is not None or self._has_more():
                    self._exchange_at_rest()
            except MemoryProblem as problem:
                self.problem = problem
                ear.close()
                self._stop.wait(AGAIN_SECONDS)
        ear.close()

    def _has_more(self) -> bool:
        """Whether steps wait in a file that is open; one that was let go of is left alone."""
        return self._database.ready is not None and self._is_waiting()

    def _exchange_at_rest(self) -> None:
        """Exchange, and let go of a file that nobody had open."""
        closed = self._database.ready is None
        self.exchange()
        if closed:
            self._database.close()

    def close(self) -> None:
        """Stop following, and end the connection."""
        self._stop.set()
        if self._follower is not None:
            self._follower.join()
            self._follower = None
        with self._lock:
            self._server.close()
