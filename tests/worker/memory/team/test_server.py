"""The server itself: what a login may read and write there, whatever program it uses."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from bench.postgres_server import PostgresServer
from tests.worker.memory.postgres import with_login
from worker.memory.team import members
from worker.memory.team.history import History, Piece, SharedStep
from worker.memory.team.server import Membership, Server
from worker.shapes.mapping import Scope

NIKES, PUMAS = "\x1fnike\x1f\x1f\x1f", "\x1fpuma\x1f\x1f\x1f"


def piece(scope: str) -> Piece:
    return Piece(
        "mappings", "cost", scope, "net_cost", "Cost", "confirm", "confirm", 1.0, None, 0.0, "confirm", "", 1
    )


def step(number: int, *scopes: str) -> SharedStep:
    turn = f"2026-05-03T12:00:00.000.{number:05d}\x1fanna\x1fa1"
    return SharedStep(turn, "decide", "anna", "2026-05-03T12:00:00.000+00:00", (), tuple(map(piece, scopes)))


@pytest.fixture
def owner(team_url: str) -> Iterator[Server]:
    server = Server(team_url)
    yield server
    server.close()


@pytest.fixture
def cleo(owner: Server, postgres: PostgresServer) -> Iterator[Server]:
    """A member for Nike alone."""
    url = with_login(postgres, owner.url, "cleo")
    members.put(owner, "cleo", everybody=False, clients=["Nike"])
    server = Server(url)
    yield server
    server.close()


def test_nothing_is_read_where_nothing_was_handed_in(owner: Server) -> None:
    assert owner.read(0) == (History(), None)
    assert owner.head() is None


def test_steps_come_back_as_they_were_handed_in_and_in_their_order(owner: Server) -> None:
    handed = (step(2, "", NIKES), step(1, NIKES))
    assert owner.hand_in(History(handed, (Scope(client="Nike"),))) == []
    page, head = owner.read(0)
    assert [(s.turn, s.pieces, s.number) for s in page.steps] == [
        (s.turn, s.pieces, n) for n, s in enumerate(handed, 1)
    ]
    assert page.scopes == (Scope(client="Nike"),)
    assert head == owner.head() and owner.read(2)[1] is None


def test_a_step_that_is_there_is_not_added_again(owner: Server) -> None:
    for _ in range(2):
        owner.hand_in(History((step(1, ""),)))
    assert len(owner.read(0)[0].steps) == 1


def test_a_member_for_a_client_sees_it_and_what_is_for_everybody(owner: Server, cleo: Server) -> None:
    owner.hand_in(History((step(1, "", NIKES, PUMAS),)))
    (seen,) = cleo.read(0)[0].steps
    assert [one.scope for one in seen.pieces] == ["", NIKES]


@pytest.mark.parametrize(("scope", "is_refused"), [(NIKES, False), (PUMAS, True), ("", True)])
def test_a_member_for_a_client_adds_for_it_alone(
    owner: Server, cleo: Server, scope: str, is_refused: bool
) -> None:
    one = step(1, scope)
    assert cleo.hand_in(History((one,))) == ([one.turn] if is_refused else [])
    assert len(owner.read(0)[0].steps) == (0 if is_refused else 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mediamapper.step SET author = 'ben'",
        "DELETE FROM mediamapper.step",
        "DELETE FROM mediamapper.piece",
        "UPDATE mediamapper.piece SET target = 'fee'",
        "INSERT INTO mediamapper.member VALUES ('dora', true)",
        "UPDATE mediamapper.member SET everybody = true",
        "INSERT INTO mediamapper.member_client VALUES ('cleo', 'puma')",
        "INSERT INTO mediamapper.tombstone VALUES ('m', 's', 'client', '2026')",
        "CREATE TABLE mediamapper.more (n INTEGER)",
    ],
)
def test_no_statement_of_a_member_for_a_client_changes_what_others_did(
    owner: Server, cleo: Server, statement: str
) -> None:
    owner.hand_in(History((step(1, "", NIKES, PUMAS),)))
    before = owner.read(0), members.every(owner)
    with psycopg.connect(cleo.url) as connection:
        try:
            assert connection.execute(statement).rowcount == 0  # its policies let it see no row to delete
        except psycopg.errors.InsufficientPrivilege:
            connection.rollback()
    assert (owner.read(0), members.every(owner)) == before


def test_a_step_names_the_login_that_handed_it_in_whatever_it_says(owner: Server, cleo: Server) -> None:
    cleo.hand_in(History((step(1, NIKES),)))
    with psycopg.connect(owner.url) as connection:
        assert connection.execute("SELECT author, login FROM mediamapper.step").fetchall() == [
            ("anna", "cleo")
        ]


def test_a_membership_is_kept_as_a_line() -> None:
    membership = Membership("cleo", False, ("nike", "puma"))
    assert Membership.from_text(membership.text) == membership
    assert (membership.may_decide(NIKES), membership.may_decide("")) == (True, False)
