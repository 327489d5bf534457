"""Counters of a day: added up, the slowest is the slowest of all, strangers are not named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from worker.memory import MemoryStore
from worker.memory.database import queries
from worker.memory.database.tables import Counter as CounterRow
from worker.memory.learning import scopes
from worker.memory.reporting import counters
from worker.shapes.mapping import Scope


def test_a_day_adds_up(store: MemoryStore) -> None:
    with store.database.writing() as database:
        counters.add(
            database, [("2026-05-03", "verb map", 1, 0.5, 0.5), ("2026-05-04", "verb map", 9, 9.0, 9.0)]
        )
        counters.add(database, [("2026-05-03", "verb map", 2, 0.3, 0.2)])
        row = queries.first(
            database,
            CounterRow.select(CounterRow.count, CounterRow.seconds, CounterRow.slowest).where(
                CounterRow.day == "2026-05-03"
            ),
        )
    assert row == (3, 0.8, 0.5)


def test_a_client_of_whom_nothing_was_learnt_is_not_named(
    store: MemoryStore, says: Callable[..., None]
) -> None:
    says("confirm", "Cost", "net_cost", client="Nike")
    counts = Counter({("asked", scopes.key(Scope(client=name))): 1 for name in ("Nike", "Stranger")})
    with store.database.writing() as database:
        by_name = counters.of_known_scopes(database, counts)
    assert by_name == {f"scope asked {scopes.key(Scope(client='Nike'))}": 1, "scope asked ": 1}
