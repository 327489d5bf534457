"""The team's history on its server: handed in step by step, and read on from where a copy has got to.

Handing in can be repeated: a step has one turn, and a turn stands there once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, astuple, dataclass, fields

import peewee
import psycopg

from worker.errors import MemoryProblem
from worker.memory.database import queries
from worker.memory.database.postgres import connection, schema
from worker.memory.database.postgres.tables import (
    Member,
    MemberClient,
    TeamId,
    TeamLayoutUse,
    TeamPiece,
    TeamPlace,
    TeamStep,
    TeamTombstone,
)
from worker.memory.learning import scopes, turns
from worker.memory.learning.tombstones import Tombstone
from worker.memory.team.history import History, LayoutUse, Piece, SharedStep, by_step
from worker.shapes.mapping import Scope

PAGE = 1_000
"""Steps that are read at once."""


@dataclass(frozen=True, slots=True)
class Head:
    """A step of the team's by its number, with its mark in the chain."""

    number: int
    mark: str


@dataclass(frozen=True, slots=True)
class Membership:
    """What a login may decide."""

    login: str
    everybody: bool
    clients: tuple[str, ...]
    """As the keys of scopes spell them."""

    @property
    def text(self) -> str:
        """It as one line, for `from_text`."""
        return json.dumps([self.login, self.everybody, self.clients])

    @classmethod
    def from_text(cls, text: str) -> Membership:
        """The membership of this `text`."""
        login, everybody, clients = json.loads(text)
        return cls(login, everybody, tuple(clients))

    def may_decide(self, scope: str) -> bool:
        """Whether it decides for the scope of this key."""
        return self.everybody or client_of(scope) in self.clients


class Server:
    """One connection to a team's server, for one thread at a time."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._database: peewee.Database | None = None
        self._listens = False

    def close(self) -> None:
        """End the connection; the next use makes another."""
        if self._database is not None:
            with suppress(Exception):  # it may be broken already
                self._database.close()
        self._database, self._listens = None, False

    @contextmanager
    def asking(self) -> Iterator[peewee.Database]:
        """Peewee's database, connected; after an error the next use connects anew.

        Raises:
            MemoryProblem: the server can't be reached, or refuses.
        """
        if self._database is None:
            self._database = connection.connect(self.url)
        try:
            with connection.problems(self.url):
                yield self._database
        except BaseException:
            self.close()
            raise

    def wait(self, seconds: float) -> bool:
        """Whether the server told of something new within so many seconds; true as well where it was not listened to."""
        with self.asking() as database:
            driver = database.connection()
            if not self._listens:
                schema.listen(driver)
                self._listens = True
                return True
            return any(True for _ in driver.notifies(timeout=seconds, stop_after=1))

    def drop(self) -> None:
        """Let go of what the server told meanwhile: one exchange learns all of it."""
        with self.asking() as database:
            for _ in database.connection().notifies(timeout=0):
                pass

    def team(self) -> str:
        """What tells this team from others."""
        with self.asking() as database:
            return str(_TEAM.value(database))

    def membership(self) -> Membership:
        """What this login may decide.

        Raises:
            MemoryProblem: it is no member.
        """
        with self.asking() as database:
            rows = _MEMBERSHIP.rows(database)
            if not rows:
                login = current_login(database)
                raise MemoryProblem(
                    f"'{login}' is no member of this team.",
                    f"Whoever looks after it adds you with `mediamapper team member {login}`.",
                    code="memory-team-refused",
                )
            clients = tuple(client for _, _, client in rows if client is not None)
            return Membership(rows[0][0], bool(rows[0][1]), clients)

    def head(self, number: int | None = None) -> Head | None:
        """The last step, or the one of this number; None where there is none."""
        with self.asking() as database:
            rows = _LAST.rows(database, 1) if number is None else _NUMBERED.rows(database, number)
        return Head(*rows[0]) if rows else None

    def hand_in(self, history: History) -> list[str]:
        """Add steps and tombstones, on the server's disk when this returns; gives the turns that it refused.

        What a new tombstone covers is deleted there.
        """
        refused = []
        with self.asking() as database:
            self._forget(database, history.tombstones)
            names = {scopes.key(scope): scope for scope in history.scopes}
            for step in history.steps:
                try:
                    with database.atomic():
                        _add(database, step, names)
                except peewee.PeeweeException as error:
                    if not _is_refusal(error):
                        raise
                    refused.append(step.turn)
        return refused

    def read(self, after: int) -> tuple[History, Head | None]:
        """Up to `PAGE` steps behind number *after* and all tombstones; with the head that this reaches, if any is new."""
        with self.asking() as database:
            rows = _STEPS.rows(database, after, PAGE)
            stones = [Tombstone(*row) for row in _TOMBSTONES.rows(database)]
            if not rows:
                return History((), (), tuple(stones)), None
            pieces = by_step(_PIECES.rows(database, after, rows[-1][0]), Piece)
            layouts = by_step(_USES.rows(database, after, rows[-1][0]), LayoutUse)
            keys = {piece.scope for group in pieces.values() for piece in group}
            keys |= {use.scope for group in layouts.values() for use in group}
            names = [Scope(*row) for row in _WRITTEN.rows(database, sorted(keys - {""}))]
        shared = tuple(
            SharedStep(
                turn, action, author, at, tuple(json.loads(undoes)), pieces.get(n, ()), layouts.get(n, ()), n
            )
            for n, turn, action, author, at, undoes, _ in rows
        )
        return History(shared, tuple(names), tuple(stones)), Head(rows[-1][0], rows[-1][-1])

    def _forget(self, database: peewee.Database, stones: Sequence[Tombstone]) -> None:
        if not stones:
            return
        marks = {mark for (mark,) in queries.rows(database, TeamTombstone.select(TeamTombstone.mark))}
        new = [stone for stone in stones if stone.mark not in marks]
        if not new:
            return
        with database.atomic():
            for stone in new:
                TeamTombstone.insert(asdict(stone)).on_conflict_ignore().execute(database)
            for model, record in ((TeamPiece, Piece), (TeamLayoutUse, LayoutUse)):
                for step, position in _covered(database, model, record, new):
                    row = (model.step == step) & (model.position == position)
                    queries.run(database, model.delete().where(row))
            left = TeamPiece.select(TeamPiece.scope) | TeamLayoutUse.select(TeamLayoutUse.scope)
            queries.run(database, TeamPlace.delete().where(TeamPlace.key.not_in(left)))


_STEP = ("number", "turn", "action", "author", "at", "undoes", "mark")
_NAMES = (TeamPlace.holder, TeamPlace.client, TeamPlace.market, TeamPlace.platform, TeamPlace.template)
_TEAM = queries.Prepared(TeamId.select(TeamId.id))
_MEMBERSHIP = queries.Prepared(
    Member.select(Member.login, Member.everybody, MemberClient.client)
    .join(MemberClient, peewee.JOIN.LEFT_OUTER, on=(MemberClient.login == Member.login))
    .where(Member.login == peewee.SQL("current_user"))
    .order_by(MemberClient.client)
)
_HEAD = TeamStep.select(TeamStep.number, TeamStep.mark)
_LAST = queries.Prepared(_HEAD.order_by(TeamStep.number.desc()).limit(1))
_NUMBERED = queries.Prepared(_HEAD.where(TeamStep.number == 0))
_STEPS = queries.Prepared(
    TeamStep.select(*(getattr(TeamStep, name) for name in _STEP))
    .where(TeamStep.number > 0)
    .order_by(TeamStep.number)
    .limit(PAGE)
)
_TOMBSTONES = queries.Prepared(TeamTombstone.select())
_WRITTEN = queries.PreparedList(lambda keys: TeamPlace.select(*_NAMES).where(TeamPlace.key.in_(keys)))


def _records(
    model: type[TeamPiece] | type[TeamLayoutUse], record: type[Piece] | type[LayoutUse]
) -> queries.Prepared:
    """What was said in the steps from behind one number up to another."""
    columns = [getattr(model, one.name) for one in fields(record)]
    query = model.select(model.step, *columns).where((model.step > 0) & (model.step <= 0))
    return queries.Prepared(query.order_by(model.step, model.position))


_PIECES, _USES = _records(TeamPiece, Piece), _records(TeamLayoutUse, LayoutUse)


def current_login(database: peewee.Database) -> str:
    """Who is connected, as the server knows them."""
    return str(queries.value(database, peewee.Select(columns=[peewee.SQL("current_user")])))


def client_of(scope: str) -> str:
    """The client in the key of a scope; empty where it names none."""
    return scopes.from_key(scope).client or ""


def _add(database: peewee.Database, step: SharedStep, names: dict[str, Scope]) -> None:
    """Add one step with all that was said in it, where its turn is not there already."""
    row = TeamStep.insert(
        turn=step.turn,
        action=step.action,
        author=step.user,
        at=step.at,
        undoes=json.dumps(step.undoes),
        number=0,
        login="",
        mark="",
    )
    added = row.on_conflict_ignore().returning(TeamStep.number).tuples().execute(database)
    number = next((number for (number,) in added), None)
    if number is None:
        return
    used = {piece.scope for piece in step.pieces} | {use.scope for use in step.layouts}
    places = [(key, *astuple(names[key]), client_of(key)) for key in sorted(used & (names.keys() - {""}))]
    for model, fields_of, rows in (
        (TeamPlace, _PLACE, places),
        (TeamPiece, _PIECE, _placed(number, step.pieces)),
        (TeamLayoutUse, _USE, _placed(number, step.layouts)),
    ):
        for chunk in queries.chunks(rows):
            columns = [getattr(model, name) for name in fields_of]
            insert = model.insert_many(chunk, fields=columns)
            queries.run(database, insert.on_conflict_ignore() if model is TeamPlace else insert)


def _placed(step: int, records: Sequence[Piece | LayoutUse]) -> list[tuple[object, ...]]:
    """The rows of what was said in a step."""
    return [(step, n, client_of(one.scope), *astuple(one)) for n, one in enumerate(records)]


_PLACE = ("key", "holder", "client", "market", "platform", "template", "client_key")
_PIECE = ("step", "position", "client", *(one.name for one in fields(Piece)))
_USE = ("step", "position", "client", *(one.name for one in fields(LayoutUse)))


def _is_refusal(error: peewee.PeeweeException) -> bool:
    return isinstance(connection.driver_error(error), psycopg.errors.InsufficientPrivilege)


def _covered(
    database: peewee.Database,
    model: type[TeamPiece] | type[TeamLayoutUse],
    record: type[Piece] | type[LayoutUse],
    stones: Sequence[Tombstone],
) -> Iterator[tuple[int, int]]:
    """Step and position of all that *stones* cover."""
    columns = [getattr(model, one.name) for one in fields(record)]
    query = model.select(model.step, model.position, TeamStep.turn, *columns)
    for step, position, turn, *row in queries.rows(
        database, query.join(TeamStep, on=(TeamStep.number == model.step))
    ):
        one = record(*row)
        if any(turn < turns.end_of(stone.at) and one.is_covered_by(stone) for stone in stones):
            yield step, position
