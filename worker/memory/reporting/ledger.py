"""What was asked of the model and what it cost, in the memory's database; no word of any question or answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from peewee import fn

from worker.memory.database import queries
from worker.memory.database.database import Database
from worker.memory.database.tables import ModelCallRow, Shared
from worker.shapes.model_call import RESERVED, ModelCall


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
            queries.run(database, ModelCallRow.insert(_row(call)))

    def reserve(self, call: ModelCall, since: datetime, check: Callable[[int, float], None]) -> int:
        """Keep *call* at its full length; its number, for `settle`.

        *check* is called with the tokens and US dollars spent from *since* on, and raises where no more may be. The
        sum and the row are one transaction that writes from its start: no other process comes between.

        Raises:
            MemoryProblem: it was not kept.
        """
        with self._database().writing() as database:
            check(*_spent(database, since))
            return queries.insert(database, ModelCallRow.insert(_row(call)))

    def settle(self, number: int, call: ModelCall) -> None:
        """Put what the call came to in the place of its reservation; in a memory restored since, beside it.

        Raises:
            MemoryProblem: it was not kept, and the reservation stands.
        """
        with self._database().writing() as database:
            query = ModelCallRow.update(_row(call)).where(
                (ModelCallRow.id == number) & (ModelCallRow.outcome == RESERVED)
            )
            if not queries.run(database, query):
                queries.run(database, ModelCallRow.insert(_row(call)))

    def spent_since(self, at: datetime) -> tuple[int, float]:
        """Tokens in and out, and US dollars where prices are known, of the calls from *at* on."""
        with self._database().querying() as database:
            return (0, 0.0) if database is None else _spent(database, at)

    def calls(self, since: datetime | None = None, *, limit: int = 1_000) -> list[ModelCall]:
        """The calls from *since* on, newest first."""
        columns = ModelCallRow.select(*(getattr(ModelCallRow, field.name) for field in fields(ModelCall)))
        query = columns.where(ModelCallRow.at >= (_iso(since) if since else ""))
        with self._database().querying() as database:
            newest = query.order_by(ModelCallRow.id.desc()).limit(limit)
            rows = [] if database is None else queries.rows(database, newest)
        return [ModelCall(datetime.fromisoformat(row[0]), *row[1:]) for row in rows]


def _spent(database: Shared, since: datetime) -> tuple[int, float]:
    tokens = fn.SUM(ModelCallRow.tokens_in + ModelCallRow.tokens_out)
    query = ModelCallRow.select(tokens, fn.SUM(ModelCallRow.cost)).where(ModelCallRow.at >= _iso(since))
    spent, cost = queries.first(database, query) or (0, 0.0)
    return int(spent or 0), float(cost or 0.0)


def _row(call: ModelCall) -> dict[str, Any]:
    return asdict(call) | {"at": _iso(call.at)}


def _iso(at: datetime) -> str:
    """In UTC, to the microsecond: such texts sort as their times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
