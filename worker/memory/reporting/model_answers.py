"""How sure the model confidence it was, and whether a person then confidence so: what its confidence is worth here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from peewee import fn

from worker.memory.database import queries
from worker.memory.database.tables import Batch, Evidence, Shared
from worker.memory.learning.lessons import MAPPINGS

WORTH = 5.0
"""Decisions that the model's own word weighs as much as."""
NEAR = 0.25
"""Answers whose confidence is further away say nothing of this one."""
MOST = 1_000
"""Headers that are looked at, the latest first: a model is judged by what it says now."""


def outcomes(database: Shared) -> list[tuple[float, bool]]:
    """(Stated confidence, whether right) of each answer that a person decided one by one afterwards."""
    headers = (
        Evidence.select(Evidence.key)
        .where((Evidence.kind == MAPPINGS) & (Evidence.source == "llm"))
        .group_by(Evidence.key)
        .order_by(fn.MAX(Evidence.id).desc())
        .limit(MOST)
    )
    columns = (Evidence.key, Evidence.scope, Evidence.target, Evidence.sort, Evidence.source, Evidence.amount)
    rows = (
        Evidence.select(*columns, Evidence.decision)
        .join(Batch, on=(Batch.id == Evidence.batch))
        .where(Batch.undone_by.is_null() & (Evidence.kind == MAPPINGS) & Evidence.key.in_(headers))
        .order_by(Evidence.key, Evidence.scope, Batch.turn, Evidence.id)
    )
    results: list[tuple[float, bool]] = []
    for _, group in groupby(queries.rows(database, rows), key=lambda row: row[:2]):
        results += _of_a_header(row[2:] for row in group)
    return results


def _of_a_header(rows: Iterable[Sequence[object]]) -> Iterable[tuple[float, bool]]:
    stated: dict[str, float] = {}
    for target, sort, source, amount, decision in rows:
        if source == "llm":
            if isinstance(amount, (int, float)):
                stated[str(target)] = float(amount)
        elif decision and source not in ("bulk", "export"):
            if sort in ("confirm", "success"):
                yield from ((confidence, name == target) for name, confidence in stated.items())
                stated.clear()
            elif (confidence := stated.pop(str(target), None)) is not None:
                yield confidence, False


def calibrated(stated: float, decided: Sequence[tuple[float, bool]]) -> float:
    """How often answers about as sure as *stated* were right among *decided*, the model's own word weighed in.

    >>> calibrated(0.7, []), round(calibrated(0.7, [(0.7, False)] * 15), 3)
    (0.7, 0.175)
    """
    weights = [max(0.0, 1 - abs(stated - confidence) / NEAR) for confidence, _ in decided]
    right = sum(weight for weight, (_, was_right) in zip(weights, decided, strict=True) if was_right)
    return (WORTH * stated + right) / (WORTH + sum(weights))
