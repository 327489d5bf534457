"""The quick way from headers to what is remembered: one statement for 500 headers, plain tuples, no Peewee."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from worker.memory.database import first_reads
from worker.memory.database.sqlite.connection import Row
from worker.memory.learning import confidence, scopes
from worker.memory.learning.confidence import Prior
from worker.memory.learning.lessons import NO_TARGET
from worker.shapes.mapping import Scope
from worker.shapes.memory import Recollection

if TYPE_CHECKING:
    from sqlite3 import Connection

NO_PRIORS: Mapping[str, Prior] = MappingProxyType({})
REFUSED = frozenset({"rejected", "pruned"})
_KEY, _SCOPE, _TARGET, _STATE = range(4)


def recall(
    connection: Connection,
    kind: str,
    keys: Sequence[str],
    scope: Scope,
    policy: str,
    floor: float,
    priors: Mapping[str, Prior] = NO_PRIORS,
) -> dict[str, Recollection]:
    """What is known of each key (in normal form) in *scope* or wider; keys that nobody knows are left out.

    What stands below *floor* counts as rejected.
    """
    chain = scopes.chain(scope)
    if len(keys) > first_reads.CHUNK // 10:
        chain = first_reads.learnt_scopes(connection, chain)
    sure = _additive if policy == "additive" else partial(_beta, priors)
    answers: dict[str, Recollection] = {}
    if len(keys) == 1:
        rows = first_reads.lessons_of(connection, kind, keys[0], chain)
        if rows:
            _add(answers, rows, chain, scope, sure, floor)
        return answers
    group: list[Row] = []
    for row in first_reads.lessons(connection, kind, keys, chain):
        if group and row[_KEY] != group[0][_KEY]:
            _add(answers, group, chain, scope, sure, floor)
            group = []
        group.append(row)
    if group:
        _add(answers, group, chain, scope, sure, floor)
    return answers


def _add(
    answers: dict[str, Recollection],
    group: list[Row],
    chain: tuple[str, ...],
    scope: Scope,
    sureness: Callable[[Row], float],
    floor: float,
) -> None:
    """Answer for one key: the narrowest scope that holds something nobody as narrow has refused."""
    if len(group) == 1 and group[0][_STATE] == "holds" and (only := sureness(group[0])) >= floor:
        row = group[0]
        answers[row[_KEY]] = Recollection(row[_TARGET] or None, only, _reason(row, scope), source=row[12])
        return
    if len(group) > 1:
        group.sort(key=lambda row: chain.index(row[_SCOPE]))
    holder: Row | None = None
    best = 0.0
    refused: set[str] = set()
    for row in group:
        target, state = row[_TARGET], row[_STATE]
        if holder is not None and target == holder[_TARGET]:
            # A wider scope that says the same lends its certainty, unless the narrow one has had doubts.
            if state == "holds" and not holder[6] and holder[7] >= 0:
                best = max(best, sureness(row))
        elif state in REFUSED:
            refused.add(target)
        elif state == "holds":
            sure = sureness(row)
            if sure < floor:
                refused.add(target)
            elif holder is None and target not in refused:
                holder, best = row, sure
    fields = frozenset(refused - {NO_TARGET})
    if holder is not None:
        answers[holder[_KEY]] = Recollection(
            holder[_TARGET] or None, best, _reason(holder, scope), fields, holder[12]
        )
    elif fields:
        reason = f"Rejected before: {', '.join(sorted(fields))}."
        answers[group[0][_KEY]] = Recollection(None, 0.0, reason, fields)


def _additive(row: Row) -> float:
    return float(row[8])


def _beta(priors: Mapping[str, Prior], row: Row) -> float:
    return confidence.beta(row[4], row[5], row[6], row[7], priors.get(row[12], confidence.PRIOR))


def _reason(row: Row, scope: Scope) -> str:
    confirms, rejects, last = row[9:12]
    prefix = "" if row[_TARGET] else "No target. "
    return f"{prefix}{_counts(confirms, rejects)}{_whom(scope, row[_SCOPE])}, last on {_day(last[:10])}."


@lru_cache(maxsize=1024)
def _counts(confirms: int, rejects: int) -> str:
    parts = [f"confirmed {_times(confirms)}"] if confirms else ["stated"]
    if rejects:
        parts.append(f"rejected {_times(rejects)}")
    return " and ".join(parts).capitalize()


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


@lru_cache(maxsize=1024)
def _whom(scope: Scope, by: str) -> str:
    return f" for {scopes.label(scopes.served(scope, by))}"


@lru_cache(maxsize=1024)
def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"
