"""A team is made once, its members change, and its chain of steps shows every change."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from bench.postgres_server import PostgresServer
from tests.worker.memory.postgres import with_login
from tests.worker.memory.team.test_server import step
from worker.errors import MemoryProblem
from worker.memory.team import members
from worker.memory.team.history import History
from worker.memory.team.server import Membership, Server


@pytest.fixture
def owner(team_url: str) -> Iterator[Server]:
    server = Server(team_url)
    yield server
    server.close()


def test_a_database_that_is_no_teams_says_how_it_becomes_one(postgres: PostgresServer) -> None:
    server = Server(postgres.new_database())
    with pytest.raises(MemoryProblem, match="team create"):
        server.team()


def test_a_team_is_made_once_and_who_makes_it_decides_for_everybody(postgres: PostgresServer) -> None:
    server = Server(postgres.new_database())
    assert members.create(server) == ["0001_history"]
    assert members.create(server) == []
    assert members.every(server) == [Membership("owner", True, ())]
    server.close()


def test_a_member_is_added_changed_and_removed(owner: Server, postgres: PostgresServer) -> None:
    with_login(postgres, owner.url, "cleo")
    assert members.put(owner, "cleo", everybody=False, clients=["Nike ", "NIKE"]).clients == ("nike",)
    assert (
        members.put(owner, "cleo", everybody=True) == members.every(owner)[0] == Membership("cleo", True, ())
    )
    assert [members.remove(owner, "cleo"), members.remove(owner, "cleo")] == [True, False]


def test_a_login_that_the_server_has_not_is_no_member(owner: Server) -> None:
    with pytest.raises(MemoryProblem, match="dora"):
        members.put(owner, "dora", everybody=True)
    assert [one.login for one in members.every(owner)] == ["owner"]


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("SELECT 1", None),
        ("UPDATE mediamapper.step SET author = 'ben' WHERE number = 2", 2),
        ("DELETE FROM mediamapper.step WHERE number = 2", 2),
    ],
)
def test_the_chain_shows_what_even_the_owner_changed(owner: Server, change: str, broken: int | None) -> None:
    owner.hand_in(History((step(1), step(2), step(3))))
    with psycopg.connect(owner.url) as connection:
        connection.execute("ALTER TABLE mediamapper.step DISABLE TRIGGER step_stays")
        connection.execute(change)
    assert members.broken_step(owner) == broken
