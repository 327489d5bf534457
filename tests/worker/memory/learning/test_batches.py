"""Every step has its turn: new ones, those of one moment, those from before there were turns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worker.memory import MemoryStore
from worker.memory.database import queries
from worker.memory.database.tables import Batch, Evidence
from worker.memory.learning import batches, turns
from worker.shapes.mapping import Decision

Says = Callable[..., None]


@pytest.fixture
def database_url() -> str:
    """A team's copy would have its steps compared with the server's."""
    return ""


def all_turns(store: MemoryStore) -> list[str]:
    with store.database.querying() as database:
        return [turn for (turn,) in queries.rows(database, Batch.select(Batch.turn).order_by(Batch.id))]


def test_steps_have_turns_in_their_order_and_one_copy(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", times=3)
    store.undo("anna")
    given = all_turns(store)
    assert given == sorted(set(given))
    assert len({turn.rpartition("\x1f")[2] for turn in given}) == 1


def test_steps_without_turns_get_them_in_the_order_of_their_evidence(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", times=3)
    with store.database.writing() as database:
        queries.run(database, Batch.update(turn=""))
        early = queries.insert(database, Batch.insert(action="merge", user="anna", at="2026-05-03", turn=""))
        queries.run(database, Evidence.update(batch=early).where(Evidence.id == 1))
        batches.complete(database)
    one, two, three, merged = all_turns(store)
    assert merged < two < three
    assert one < two


def test_a_step_that_has_its_turn_keeps_it(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", times=2)
    before = all_turns(store)
    with store.database.writing() as database:
        batches.complete(database)
    assert all_turns(store) == before


def test_a_clock_that_is_put_back_does_not_change_the_order(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost")
    with store.database.writing() as database:
        early = "2020-01-01T00:00:00.000+00:00"
        turn = batches.turn_of(database, batches.begin(database, "decide", "ben", early))
    assert turn == max(all_turns(store))
    assert turns.moment_of(turn) > early


def test_a_copy_that_belongs_to_no_team_says_so(store: MemoryStore) -> None:
    store.decide([Decision("Cost", "net_cost", "confirm")], "anna")
    with store.database.querying() as database:
        assert database is not None and not batches.is_shared(database)
