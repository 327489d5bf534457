"""The counters of the report: how often something happened on a day, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import peewee
from peewee import EXCLUDED

from worker.memory.database import queries
from worker.memory.database.tables import Counter as CounterRow
from worker.memory.database.tables import Place, Shared
from worker.memory.learning import scopes

DayRow = tuple[str, str, int, float, float]
"""Day, name, count, seconds, slowest."""


def add(database: Shared, rows: Sequence[DayRow]) -> None:
    """Add *rows* to what the days have; to be called inside a transaction."""
    queries.run_many(database, _added(), rows)


def _added() -> peewee.Query:
    columns = [CounterRow.day, CounterRow.name, CounterRow.count, CounterRow.seconds, CounterRow.slowest]
    update = {
        CounterRow.count: CounterRow.count + EXCLUDED.count,
        CounterRow.seconds: CounterRow.seconds + EXCLUDED.seconds,
        CounterRow.slowest: queries.larger(EXCLUDED.slowest, CounterRow.slowest),
    }
    row = CounterRow.insert_many([("", "", 0, 0.0, 0.0)], fields=columns)
    return row.on_conflict(conflict_target=columns[:2], update=update)


def of_known_scopes(database: Shared, counts: Counter[tuple[str, str]]) -> Counter[str]:
    """The counts of scopes under the narrowest that anything was ever learnt for, by counter name.

    A client for whom nobody has decided anything is not written down: to be asked about is no reason to be known.
    """
    keys = {key for (key,) in queries.rows(database, Place.select(Place.key))}
    by_name: Counter[str] = Counter()
    for (what, key), count in counts.items():
        place = next((k for k in scopes.chain(scopes.from_key(key)) if k in keys), "")
        by_name[f"scope {what} {place}"] += count
    return by_name
