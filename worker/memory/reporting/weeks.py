"""The memory week by week: what it was asked, what people decided, what the model cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import peewee
from peewee import fn

from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.queries import count_where
from worker.memory.database.tables import Batch, Counter, Evidence, ModelCallRow, Shared

MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday, in UTC."""

    start: date
    asked: int = 0
    answered: int = 0
    confirmed: int = 0
    rejected: int = 0
    corrected: int = 0
    calls: int = 0
    """Of the model."""
    tokens: int = 0
    """In and out."""
    cost: float = 0.0


def weeks(database: Shared, now: datetime) -> tuple[Week, ...]:
    """The last `MOST_WEEKS`, oldest first; those in which nothing happened are left out."""
    today = now.astimezone(UTC).date()
    first = (today - timedelta(days=today.weekday(), weeks=MOST_WEEKS - 1)).isoformat()
    by_start: dict[date, Week] = {}
    for query, names in ((_recalls, _RECALLS), (_decisions, _DECISIONS), (_model_calls, _MODEL_CALLS)):
        for day, *counts in queries.rows(database, query(first)):
            start = date.fromisoformat(day)
            start -= timedelta(days=start.weekday())
            by_start[start] = _added(by_start.get(start, Week(start)), names, counts)
    return tuple(by_start[start] for start in sorted(by_start))


def _added(week: Week, names: Sequence[str], counts: Sequence[object]) -> Week:
    more = {name: getattr(week, name) + (count or 0) for name, count in zip(names, counts, strict=True)}
    return replace(week, **more)


_RECALLS = ("asked", "answered")
_DECISIONS = ("confirmed", "rejected", "corrected")
_MODEL_CALLS = ("calls", "tokens", "cost")


def _recalls(first: str) -> peewee.Query:
    """What was asked of memory and answered, by day."""
    return (
        Counter.select(
            Counter.day,
            count_where(Counter.count, Counter.name == "recall asked"),
            count_where(Counter.count, Counter.name == "recall answered"),
        )
        .where((Counter.day >= first) & Counter.name.startswith("recall "))
        .group_by(Counter.day)
    )


def _decisions(first: str) -> peewee.Query:
    """What people decided, by day; a correction is counted once, at the field that it confirms."""
    day = fn.SUBSTR(Batch.at, 1, 10)
    corrected = (Evidence.decision == "correct") & (Evidence.sort == "confirm")
    explicit = (Evidence.decision != "") & (Evidence.source != "export")
    return (
        Batch.select(
            day,
            count_where(Evidence.count, Evidence.decision == "confirm"),
            count_where(Evidence.count, Evidence.decision == "reject"),
            count_where(Evidence.count, corrected),
        )
        .join(Evidence, on=(Evidence.batch == Batch.id))
        .where((Batch.at >= first) & Batch.undone_by.is_null() & explicit)
        .group_by(day)
    )


def _model_calls(first: str) -> peewee.Query:
    """What the model was asked and what it cost, by day."""
    day = fn.SUBSTR(ModelCallRow.at, 1, 10)
    return (
        ModelCallRow.select(
            day,
            count_where(1, ModelCallRow.outcome != "remembered"),
            fn.SUM(ModelCallRow.tokens_in + ModelCallRow.tokens_out),
            fn.SUM(ModelCallRow.cost),
        )
        .where(ModelCallRow.at >= first)
        .group_by(day)
    )
