"""A real PostgreSQL for the tests that need one; where a machine has none they are skipped, and `.ci/run` fails."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from psycopg.conninfo import conninfo_to_dict

from bench.postgres_server import PostgresServer, programs
from worker.memory.team import members
from worker.memory.team.server import Server

MADE = "team1"
"""The server's first database: a team that nobody uses, of which each test's is a copy."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests of a process."""
    if programs() is None:
        if os.environ.get("TESTS_NEED_POSTGRES"):
            pytest.fail("there is no PostgreSQL on this machine")
        pytest.skip("there is no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    server = PostgresServer(durable=False)
    try:
        server.start()
        opened = Server(server.new_database())
        members.create(opened)
        opened.close()
        yield server
    finally:
        server.stop()


@pytest.fixture
def team_url(postgres: PostgresServer) -> str:
    """The address of a team that nobody has handed anything in to."""
    return new_team(postgres)


def new_team(postgres: PostgresServer) -> str:
    url = postgres.new_database(MADE)
    postgres.execute(
        "UPDATE mediamapper.team SET id = gen_random_uuid()::text", conninfo_to_dict(url)["dbname"]
    )
    return url


def with_login(postgres: PostgresServer, url: str, login: str) -> str:
    """The address of the same team for a login of its own, which the server then has."""
    postgres.execute(
        f"DO $$ BEGIN CREATE ROLE {login} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    return url.replace("owner@", f"{login}@")
