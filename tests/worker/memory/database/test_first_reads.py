"""What is read by hand is what the builder would read."""

from __future__ import annotations

from collections.abc import Callable

import peewee

from worker.memory import MemoryStore
from worker.memory.database import first_reads, queries
from worker.memory.database.tables import Batch, Lesson
from worker.memory.learning import scopes
from worker.shapes.mapping import Scope

CHAIN = scopes.chain(Scope(client="Nike"))


def test_each_statement_agrees_with_the_builder(store: MemoryStore, says: Callable[..., None]) -> None:
    says("confirm", "Cost", "net_cost", client="Nike", times=2)
    says("reject", "Cost", "gross_cost")
    says("confirm", "Taps", "clicks", client="Adidas")
    with store.database.querying() as database:
        connection = database.raw
        query = Lesson.select(Lesson.key, Lesson.scope, Lesson.target, Lesson.confirmed)
        built = queries.rows(database, query.where(Lesson.scope.in_(CHAIN)).order_by(Lesson.key))
        by_hand = list(first_reads.lessons(connection, "mappings", ["cost", "taps"], CHAIN))
        assert sorted((*row[:3], row[5]) for row in by_hand) == sorted(built)
        assert first_reads.lessons_of(connection, "mappings", "cost", CHAIN) == by_hand
        assert first_reads.lessons_of(connection, "mappings", "taps", CHAIN) == []
        assert set(first_reads.known_keys(connection, "mappings")) == {"cost", "taps"}
        assert len(first_reads.learnt_scopes(connection, CHAIN)) == 2
        last = queries.first(database, Batch.select(peewee.fn.MAX(Batch.id), peewee.fn.MAX(Batch.at)))
        assert (first_reads.revision(connection), first_reads.last_step(connection)) == last
        assert first_reads.last_restore(connection, "mediamapper", "") == []
        assert first_reads.priors(connection) == []
