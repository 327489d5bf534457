"""Copies and their server: decisions go round, off line they wait, and who may not decide is told so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from bench.postgres_server import PostgresServer
from tests.patience import until
from tests.worker.memory.postgres import new_team, with_login
from worker.errors import MemoryProblem
from worker.memory import MemoryStore
from worker.memory.backup import backup
from worker.memory.layouts.table_shape import Shape
from worker.memory.learning import batches
from worker.memory.team import members
from worker.memory.team.server import Server
from worker.memory.team.team import Team
from worker.shapes.mapping import Decision, Scope

Join = Callable[..., MemoryStore]
COST = Decision("Cost", "net_cost", "confirm")
EVERYBODY, NIKE = Scope(), Scope(client="Nike")
NIKES_COST = replace(COST, scope=NIKE)


def team_of(store: MemoryStore) -> Team:
    assert store.team is not None
    return store.team


def field_of(store: MemoryStore, scope: Scope = EVERYBODY) -> str | None:
    recalled = store.recall("Cost", scope)
    return recalled.field if recalled else None


def counted(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        (rows,) = connection.execute(f"SELECT count(*) FROM mediamapper.{table}").fetchone()
        return rows


def test_a_memory_of_ones_own_has_no_team(join: Join) -> None:
    assert join("anna", "").team is None


def test_a_decision_is_handed_in_as_it_is_made_and_comes_along_with_the_next_exchange(
    join: Join, team_url: str
) -> None:
    anna, ben = join("anna", team_url), join("ben", team_url)
    anna.decide([COST], "anna")
    assert team_of(anna).waiting() == 0
    assert team_of(ben).exchange().learnt == 1
    assert field_of(ben) == "net_cost"


def test_who_follows_learns_without_asking(join: Join, team_url: str) -> None:
    anna, ben = join("anna", team_url), join("ben", team_url)
    for one in (anna, ben):
        team_of(one).follow()
    anna.decide([COST], "anna")
    ben.decide([Decision("Fee", "fee", "confirm")], "ben")
    until(lambda: field_of(ben) == "net_cost" and anna.recall("Fee") is not None)


def test_two_who_decide_at_once_lose_nothing(join: Join, team_url: str) -> None:
    anna, ben = join("anna", team_url), join("ben", team_url)
    for round_ in range(5):
        anna.decide([Decision(f"A{round_}", "fee", "confirm")], "anna")
        ben.decide([Decision(f"B{round_}", "fee", "confirm")], "ben")
    for one in (anna, ben):
        team_of(one).exchange()
    assert anna.standings() == ben.standings()
    assert len(anna.standings()) == 10


def test_off_line_work_goes_on_and_is_handed_in_later(join: Join, postgres: PostgresServer) -> None:
    url = new_team(postgres)
    anna, ben = join("anna", url), join("ben", url)
    anna.decide([COST], "anna")
    postgres.kill()
    anna.decide([Decision("Fee", "fee", "confirm")], "anna")
    problem = team_of(anna).problem
    assert problem is not None and problem.code == "memory-team-away"
    assert (anna.recall("Fee") is not None, team_of(anna).waiting()) == (True, 1)
    postgres.start()
    assert team_of(anna).exchange().sent == 1
    team_of(ben).exchange()
    assert ben.standings() == anna.standings()


def test_handing_in_again_changes_nothing(join: Join, team_url: str) -> None:
    anna = join("anna", team_url)
    anna.decide([COST], "anna")
    with anna.database.writing() as database:
        batches.let_go_of_numbers(database)
    team_of(anna).exchange()
    assert (counted(team_url, "step"), counted(team_url, "piece")) == (1, 1)
    assert anna.standings()[0].confirmed == 1


def test_undo_and_forget_reach_everybody_and_the_server(join: Join, team_url: str) -> None:
    anna, ben = join("anna", team_url), join("ben", team_url)
    anna.decide([COST], "anna")
    anna.decide([NIKES_COST], "anna")
    team_of(ben).exchange()
    anna.forget("Nike", None, "anna")
    anna.undo("anna")
    team_of(ben).exchange()
    assert (field_of(ben), field_of(ben, NIKE)) == (None, None)
    assert (counted(team_url, "piece"), counted(team_url, "place")) == (1, 0)


def test_layouts_are_shared(join: Join, team_url: str) -> None:
    anna, ben = join("anna", team_url), join("ben", team_url)
    anna.layouts.remember(Shape(("Cost",)), ["net_cost"], NIKE, "anna")
    team_of(ben).exchange()
    assert ben.layouts.all() == anna.layouts.all() != []


def test_what_was_learnt_before_joining_is_handed_in(join: Join, team_url: str) -> None:
    alone = join("anna", "")
    alone.decide([COST], "anna")
    alone.layouts.remember(Shape(("Cost",)), ["net_cost"], NIKE, "anna")
    alone.close()
    team_of(join("anna", team_url)).exchange()
    ben = join("ben", team_url)
    team_of(ben).exchange()
    assert field_of(ben) == "net_cost" and len(ben.layouts.all()) == 1


def test_a_copy_belongs_to_one_team(join: Join, postgres: PostgresServer) -> None:
    anna = join("anna", new_team(postgres))
    anna.decide([COST], "anna")
    anna.close()
    with pytest.raises(MemoryProblem, match="another team"):
        team_of(join("anna", new_team(postgres))).exchange()


def test_a_server_from_an_older_backup_is_given_again_what_it_lost(
    join: Join, postgres: PostgresServer, team_url: str
) -> None:
    anna = join("anna", team_url)
    anna.decide([COST], "anna")
    anna.close()
    old = conninfo_to_dict(team_url)["dbname"]
    postgres.execute(f"CREATE DATABASE {old}_backup TEMPLATE {old}")
    anna = join("anna", team_url)
    anna.decide([Decision("Fee", "fee", "confirm")], "anna")
    anna.close()
    restored = team_url.replace(f"/{old}?", f"/{old}_backup?")
    team_of(join("anna", restored)).exchange()
    assert counted(restored, "step") == 2


def test_a_copy_from_an_older_backup_learns_again_what_it_lost(
    join: Join, team_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    anna = join("anna", team_url)
    anna.decide([COST], "anna")
    file = tmp_path_factory.mktemp("backup") / "memory.json"
    backup.export(anna.database, file, "2026-05-03")
    anna.decide([Decision("Fee", "fee", "confirm")], "anna")
    before = anna.standings()
    backup.restore(anna.database, file)
    team_of(anna).exchange()
    assert anna.standings() == before
    assert (counted(team_url, "step"), anna.audit.verify().ok) == (2, True)


def test_a_member_for_one_client_decides_for_it_alone(
    join: Join, postgres: PostgresServer, team_url: str
) -> None:
    owner, cleo_url = Server(team_url), with_login(postgres, team_url, "cleo")
    members.put(owner, "cleo", everybody=False, clients=["Nike"])
    anna, cleo = join("anna", team_url), join("cleo", cleo_url)
    anna.decide([COST, replace(COST, scope=Scope(client="Puma"))], "anna")
    team_of(cleo).exchange()
    assert (field_of(cleo), len(cleo.standings())) == ("net_cost", 1)  # everybody's, and nothing of Puma
    cleo.decide([replace(NIKES_COST, field="fee")], "cleo")
    for step in (
        lambda: cleo.decide([COST], "cleo"),
        lambda: cleo.decide([replace(COST, scope=Scope(client="Puma"))], "cleo"),
        lambda: cleo.forget("Nike", None, "cleo"),
        lambda: cleo.layouts.remember(Shape(("Cost",)), ["fee"], Scope(), "cleo"),
    ):
        with pytest.raises(MemoryProblem, match="'nike'"):
            step()
    assert cleo.prune(1.0) and field_of(cleo) == "net_cost"  # only Nike's own ended
    members.put(owner, "cleo", everybody=False, clients=["Nike", "Puma"])
    owner.close()
    team_of(cleo).exchange()
    assert {one.scope.client for one in cleo.standings()} == {None, "Nike", "Puma"}


def test_a_step_that_the_server_refuses_is_taken_back(
    join: Join, postgres: PostgresServer, team_url: str
) -> None:
    owner, cleo_url = Server(team_url), with_login(postgres, team_url, "cleo")
    members.put(owner, "cleo", everybody=True)
    cleo = join("cleo", cleo_url)
    team_of(cleo).exchange()
    members.put(owner, "cleo", everybody=False, clients=["Nike"])
    owner.close()
    cleo.decide([COST], "cleo")  # she does not know yet
    assert team_of(cleo).problem is None
    assert (team_of(cleo).total.refused, field_of(cleo), counted(team_url, "step")) == (1, None, 0)


def test_who_is_no_member_is_told_so(join: Join, postgres: PostgresServer, team_url: str) -> None:
    url = with_login(postgres, team_url, "stranger")
    with pytest.raises(MemoryProblem) as problem:
        team_of(join("stranger", url)).exchange()
    assert problem.value.code == "memory-team-refused"
