"""What was asked of the model and what it cost, in the memory's database; no word of any question or answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import UTC, datetime

from peewee import fn

from worker.memory.database import queries
from worker.memory.database.database import Database
from worker.memory.database.tables import ModelCallRow
from worker.shapes.model_call import ModelCall


class DatabaseLedger:
    """Keeps calls in the memory that *database* gives; the first call creates it."""

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database

    def record(self, call: ModelCall) -> None:
        """Keep one call; it is on disk when this returns.

        Raises:
            MemoryProblem: it was not kept.
        """
        with self._database().writing() as database:
            row = ModelCallRow.insert(asdict(call) | {"at": _written(call.at)})
            queries.run(database, row)

    def spent_since(self, at: datetime) -> tuple[int, float]:
        """Tokens in and out, and US dollars where prices are known, of the calls from *at* on."""
        tokens = fn.SUM(ModelCallRow.tokens_in + ModelCallRow.tokens_out)
        query = ModelCallRow.select(tokens, fn.SUM(ModelCallRow.cost)).where(ModelCallRow.at >= _written(at))
        with self._database().querying() as database:
            row = None if database is None else queries.first(database, query)
        spent_tokens, cost = row or (0, 0.0)
        return int(spent_tokens or 0), float(cost or 0.0)

    def calls(self, since: datetime | None = None, *, limit: int = 1_000) -> list[ModelCall]:
        """The calls from *since* on, newest first."""
        columns = ModelCallRow.select(*(getattr(ModelCallRow, field.name) for field in fields(ModelCall)))
        query = columns.where(ModelCallRow.at >= (_written(since) if since else ""))
        with self._database().querying() as database:
            newest = query.order_by(ModelCallRow.id.desc()).limit(limit)
            rows = [] if database is None else queries.rows(database, newest)
        return [ModelCall(datetime.fromisoformat(row[0]), *row[1:]) for row in rows]


def _written(at: datetime) -> str:
    """In UTC, to the microsecond: such texts sort as their times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
