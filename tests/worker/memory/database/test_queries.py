"""Queries of the builder, run on a real memory file."""

from __future__ import annotations

from collections.abc import Iterator

import peewee
import pytest

from worker.memory import MemoryStore
from worker.memory.database import queries
from worker.memory.database.tables import Counter, Shared, Task

NAMED = Task.select(Task.name, Task.outcome).order_by(Task.name)


@pytest.fixture
def database(store: MemoryStore) -> Iterator[Shared]:
    """A blank memory inside a transaction."""
    with store.database.writing() as shared:
        yield shared


def add(database: Shared, *names: str) -> None:
    fields = [Task.name, Task.at, Task.outcome]
    query = Task.insert_many([("", "", "")], fields=fields)
    queries.run_many(database, query, [(name, "2026-05-03", f"{name} done") for name in names])


def test_of_no_rows_there_is_no_first_and_no_value(database: Shared) -> None:
    assert queries.rows(database, NAMED) == list(queries.stream(database, NAMED)) == []
    assert queries.first(database, NAMED) is None
    assert queries.value(database, NAMED) is None


def test_rows_are_plain_tuples(database: Shared) -> None:
    add(database, "b", "a")
    assert queries.rows(database, NAMED) == [("a", "a done"), ("b", "b done")]
    assert list(queries.stream(database, NAMED)) == queries.rows(database, NAMED)
    assert queries.first(database, NAMED) == ("a", "a done")
    assert queries.value(database, NAMED) == "a"


def test_a_change_says_how_many_rows_it_changed(database: Shared) -> None:
    add(database, "a", "b", "c")
    assert queries.run(database, Task.delete().where(Task.name != "a")) == 2
    assert queries.run(database, Task.delete().where(Task.name == "z")) == 0


def test_a_prepared_query_takes_other_values_each_time(database: Shared) -> None:
    add(database, "a", "b")
    outcome = queries.Prepared(Task.select(Task.outcome).where(Task.name == ""))
    assert [outcome.rows(database, name) for name in ("a", "b", "z")] == [[("a done",)], [("b done",)], []]
    assert [outcome.value(database, name) for name in ("a", "z")] == ["a done", None]


def test_a_prepared_change_is_run_for_each_row(database: Shared) -> None:
    change = queries.Prepared(Task.insert_many([("", "", "")], fields=[Task.name, Task.at, Task.outcome]))
    change.run_many(database, [])
    assert queries.rows(database, NAMED) == []
    change.run_many(database, [("a", "2026-05-03", "a done"), ("b", "2026-05-03", "b done")])
    assert queries.rows(database, NAMED) == [("a", "a done"), ("b", "b done")]


@pytest.mark.parametrize("count", [0, 1, 2, 8, 9, queries.CHUNK + 1])
def test_a_prepared_list_asks_for_each_of_its_values_once(database: Shared, count: int) -> None:
    names = [f"{n:03}" for n in range(count)]
    add(database, *names, "a")
    outcome = queries.PreparedList(
        lambda some: Task.select(Task.name).where((Task.at == "") & Task.name.in_(some)).order_by(Task.name)
    )
    assert [name for (name,) in outcome.rows(database, [*names, "z"], "2026-05-03")] == names
    assert list(outcome.rows(database, names, "another day")) == []


@pytest.mark.parametrize(("one", "other"), [(1.0, 2.0), (2.0, 1.0), (2.0, 2.0)])
def test_the_larger_of_two_cells(database: Shared, one: float, other: float) -> None:
    queries.run(database, Counter.insert(day="d", name="n", count=1, seconds=one, slowest=other))
    larger = Counter.select(queries.larger(Counter.seconds, Counter.slowest))
    assert queries.value(database, larger) == max(one, other)


def test_a_count_leaves_out_the_rows_that_do_not_meet_the_condition(database: Shared) -> None:
    for name, count in (("a", 2), ("b", 3), ("a", 4)):
        day = f"{name}{count}"
        queries.run(database, Counter.insert(day=day, name=name, count=count, seconds=0, slowest=0))
    query: peewee.Query = Counter.select(queries.count_where(Counter.count, Counter.name == "a"))
    assert queries.value(database, query) == 6


@pytest.mark.parametrize(("items", "pieces"), [([], []), ([1], [[1]]), ([1, 2, 3], [[1, 2], [3]])])
def test_chunks_hold_everything_once(items: list[int], pieces: list[list[int]]) -> None:
    assert [list(piece) for piece in queries.chunks(items, 2)] == pieces
