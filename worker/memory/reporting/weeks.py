"""The memory week by week: what it was asked, what people decided, what the model cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

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


def weeks(connection: Any, now: datetime) -> tuple[Week, ...]:
    """The last `MOST_WEEKS`, oldest first; those in which nothing happened are left out."""
    today = now.astimezone(UTC).date()
    first = today - timedelta(days=today.weekday(), weeks=MOST_WEEKS - 1)
    found: dict[date, Week] = {}
    for statement, names in _PARTS:
        for day, *counts in connection.execute(statement, (first.isoformat(),)):
            start = date.fromisoformat(day)
            start -= timedelta(days=start.weekday())
            found[start] = _added(found.get(start, Week(start)), names, counts)
    return tuple(found[start] for start in sorted(found))


def _added(week: Week, names: Sequence[str], counts: Sequence[Any]) -> Week:
    more = {name: getattr(week, name) + (count or 0) for name, count in zip(names, counts, strict=True)}
    return replace(week, **more)


_PARTS = (
    (
        "SELECT day, sum(count * (name = 'recall asked')), sum(count * (name = 'recall answered')) "
        "FROM counter WHERE day >= ? AND name LIKE 'recall %' GROUP BY day",
        ("asked", "answered"),
    ),
    (
        # A correction is counted once, at the field that it confirms.
        "SELECT substr(b.at, 1, 10), sum(e.count * (e.decision = 'confirm')), "
        "sum(e.count * (e.decision = 'reject')), "
        "sum(e.count * (e.decision = 'correct' AND e.sort = 'confirm')) "
        "FROM batch b JOIN evidence e ON e.batch = b.id "
        "WHERE b.at >= ? AND b.undone_by IS NULL AND e.decision <> '' AND e.source <> 'export' GROUP BY 1",
        ("confirmed", "rejected", "corrected"),
    ),
    (
        "SELECT substr(at, 1, 10), sum(outcome <> 'remembered'), sum(tokens_in + tokens_out), sum(cost) "
        "FROM model_call WHERE at >= ? GROUP BY 1",
        ("calls", "tokens", "cost"),
    ),
)
