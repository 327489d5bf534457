"""A team on its server, made and looked after by the owner of the database: tables, members, the chain of steps."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from worker.memory.database import queries
from worker.memory.database.postgres import schema
from worker.memory.database.postgres.tables import Member, MemberClient, TeamStep
from worker.memory.learning import scopes
from worker.memory.team.server import Membership, Server, client_of, current_login
from worker.shapes.mapping import Scope


def create(server: Server) -> list[str]:
    """Make the team's tables, or bring older ones up; gives the names of what was done. Who does it is a member.

    Raises:
        MemoryProblem: this login may not, or the server can't be reached.
    """
    with server.asking() as database, database.atomic():
        todo = schema.migrate(database.connection())
        if schema.FIRST in todo:
            queries.run(database, Member.insert(login=current_login(database), everybody=True))
    return todo


def put(server: Server, login: str, *, everybody: bool, clients: Sequence[str] = ()) -> Membership:
    """Make a login of the server a member, or change what it may decide.

    Raises:
        MemoryProblem: this login may not, or there is no such login.
    """
    keys = sorted({client_of(scopes.key(Scope(client=client))) for client in clients} - {""})
    with server.asking() as database, database.atomic():
        row = Member.insert(login=login, everybody=everybody)
        queries.run(database, row.on_conflict(conflict_target=[Member.login], preserve=[Member.everybody]))
        queries.run(database, MemberClient.delete().where(MemberClient.login == login))
        for key in keys:
            queries.run(database, MemberClient.insert(login=login, client=key))
        schema.admit(database.connection(), login)
    return Membership(login, everybody, tuple(keys))


def remove(server: Server, login: str) -> bool:
    """End a membership; says whether there was one. What was handed in stays."""
    with server.asking() as database:
        return bool(queries.run(database, Member.delete().where(Member.login == login)))


def every(server: Server) -> list[Membership]:
    """All members, by login."""
    with server.asking() as database:
        clients: dict[str, list[str]] = {}
        named = MemberClient.select(MemberClient.login, MemberClient.client)
        for login, client in queries.rows(database, named.order_by(MemberClient.client)):
            clients.setdefault(login, []).append(client)
        members = Member.select(Member.login, Member.everybody).order_by(Member.login)
        return [
            Membership(login, everybody, tuple(clients.get(login, ())))
            for login, everybody in queries.rows(database, members)
        ]


def broken_step(server: Server) -> int | None:
    """The number of the first step that is not what was handed in, or behind a missing one; None where all are whole."""
    columns = [
        getattr(TeamStep, name) for name in ("number", "turn", "action", "author", "at", "undoes", "login")
    ]
    mark = ""
    with server.asking() as database:
        rows = queries.rows(database, TeamStep.select(*columns, TeamStep.mark).order_by(TeamStep.number))
    for at, (*parts, digest) in enumerate(rows, 1):
        mark = hashlib.sha256("\n".join((mark, *map(str, parts))).encode()).hexdigest()
        if parts[0] != at or mark != digest:
            return at
    return None
