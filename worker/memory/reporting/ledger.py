"""What was asked of the model and what it cost, in the memory's database; no word of any question or answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any

from worker.memory.database.database import Database
from worker.shapes.model_call import ModelCall

_COLUMNS = "at, task, model, tokens_in, tokens_out, tokens_cached, cost, seconds, outcome"


class DatabaseLedger:
    """Keeps calls in the memory that *database* gives; the first call creates it."""

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database

    def record(self, call: ModelCall) -> None:
        """Keep one call; it is on disk when this returns.

        Raises:
            MemoryProblem: it was not kept.
        """
        values = (_written(call.at), *astuple(call)[1:])
        with self._database().writing() as shared:
            shared.execute_sql(  # type: ignore[no-untyped-call]
                f"INSERT INTO model_call ({_COLUMNS}) VALUES ({', '.join('?' * len(values))})", values
            )

    def spent_since(self, at: datetime) -> tuple[int, float]:
        """Tokens in and out, and US dollars where prices are known, of the calls from *at* on."""
        statement = "SELECT sum(tokens_in + tokens_out), sum(cost) FROM model_call WHERE at >= ?"
        found = self._read(statement, (_written(at),))
        tokens, cost = found[0] if found else (0, 0.0)
        return int(tokens or 0), float(cost or 0.0)

    def calls(self, since: datetime | None = None, *, limit: int = 1_000) -> list[ModelCall]:
        """The calls from *since* on, newest first."""
        statement = f"SELECT {_COLUMNS} FROM model_call WHERE at >= ? ORDER BY id DESC LIMIT ?"
        rows = self._read(statement, (_written(since) if since else "", limit))
        return [ModelCall(datetime.fromisoformat(row[0]), *row[1:]) for row in rows]

    def _read(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._database().reading() as connection:
            return [] if connection is None else connection.execute(statement, values).fetchall()


def _written(at: datetime) -> str:
    """In UTC, to the microsecond: such texts sort as their times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
