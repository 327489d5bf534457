"""The slow way round: what is known, told to people and reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from worker.memory.learning import confidence, scopes
from worker.memory.learning.confidence import Prior
from worker.memory.learning.lessons import MAPPINGS, Lesson, about, lesson_of
from worker.memory.recall.recall import NO_PRIORS
from worker.shapes.mapping import Scope
from worker.shapes.memory import Evidence, Standing, Summary

LESSON = (
    "kind, key, scope, target, text, state, start, confirmed, rejected, moved, running, "
    "confirms, rejects, source, valid_from, valid_to, first_at, last_at"
)
_EVIDENCE = (
    "b.at, b.user, b.action, e.source, e.text, e.target, e.sort, e.weight, e.amount, e.decision, "
    "e.scope, e.plan, b.undone_by IS NOT NULL, e.kind, e.count"
)


_ALPHA, _BETA = "coalesce(alpha, :alpha)", "coalesce(beta, :beta)"
_ROUGHLY = {
    "additive": "running - :below",
    "beta": f"(coalesce(start * ({_ALPHA} + {_BETA}), {_ALPHA}) + confirmed + moved) "
    f"/ ({_ALPHA} + {_BETA} + confirmed + rejected) - :below",
}
"""How far the confidence is above *below*, as the database counts it."""


def standing(
    lesson: Lesson, policy: str, named: Mapping[str, Scope], priors: Mapping[str, Prior] = NO_PRIORS
) -> Standing:
    """A lesson as the outside sees it; *named* gives scopes as they were written."""
    key = lesson.place.scope
    prior = priors.get(lesson.source, confidence.PRIOR)
    forgotten = lesson.state == "forgotten"
    return Standing(
        header=lesson.text,
        field=lesson.target or None,
        confidence=0.0 if forgotten else confidence.confidence(lesson.tally, policy, prior),
        confirmed=0.0 if forgotten else lesson.tally.confirmed,
        rejected=0.0 if forgotten else lesson.tally.rejected,
        state=lesson.state,
        scope=named.get(key) or scopes.from_key(key),
        source=lesson.source,
        valid_from=_time(lesson.valid_from),
        valid_to=_time(lesson.valid_to),
        first_at=_time(lesson.first_at),
        last_at=_time(lesson.last_at),
        about=about(lesson.place.kind),
    )


def lessons(connection: Any, kind: str, key: str | None) -> Iterator[Lesson]:
    """All lessons of a kind, or of one key; what holds comes first in each scope."""
    asked = (kind,) if key is None else (kind, key)
    narrowed = "" if key is None else " AND key = ?"
    order = "key, scope, state <> 'holds', target"
    statement = f"SELECT {LESSON} FROM lesson WHERE kind = ?{narrowed} ORDER BY {order}"
    return (lesson_of(row) for row in connection.execute(statement, asked))


def weak(connection: Any, policy: str, below: float, priors: Mapping[str, Prior]) -> list[Lesson]:
    """What holds with a confidence under *below*."""
    # The database leaves out nearly all of a million; what it lets through is counted exactly.
    rows = connection.execute(
        f"SELECT {LESSON} FROM lesson LEFT JOIN (SELECT source AS of, alpha, beta FROM prior) ON of = source "
        f"WHERE state = 'holds' AND {_ROUGHLY[policy]} < 1e-6",
        {"below": below, "alpha": confidence.PRIOR.alpha, "beta": confidence.PRIOR.beta},
    )
    return [
        lesson
        for lesson in map(lesson_of, rows)
        if confidence.confidence(lesson.tally, policy, priors.get(lesson.source, confidence.PRIOR)) < below
    ]


def named(connection: Any) -> dict[str, Scope]:
    """Scopes by key, as they were first written."""
    rows = connection.execute(f"SELECT key, {', '.join(scopes.DIMENSIONS)} FROM place")
    return {key: Scope(*values) for key, *values in rows}


def history(connection: Any, key: str | None, limit: int) -> list[Evidence]:
    """The newest pieces of evidence, for one header or for everything, newest first, undone ones marked."""
    where, asked = ("1", ()) if key is None else ("e.kind = ? AND e.key = ?", (MAPPINGS, key))
    rows = connection.execute(
        f"SELECT {_EVIDENCE} FROM evidence e JOIN batch b ON b.id = e.batch "
        f"WHERE {where} ORDER BY e.id DESC LIMIT ?",
        (*asked, limit),
    )
    names = named(connection)
    return [_evidence(row, names) for row in rows]


def summary(connection: Any) -> Summary:
    """The memory in a few numbers."""
    holding = connection.execute(
        "SELECT kind, scope, count(*) FROM lesson WHERE state = 'holds' GROUP BY kind, scope"
    )
    by_scope: dict[str, int] = {}
    values = 0
    for kind, scope, count in holding:
        if kind == MAPPINGS:
            by_scope[scope] = by_scope.get(scope, 0) + count
        elif about(kind):
            values += count
    # A correction is one decision, told by its second half: the first is missing where nothing was proposed.
    decided = dict(
        connection.execute(
            "SELECT e.decision, sum(e.count) FROM evidence e JOIN batch b ON b.id = e.batch "
            "WHERE b.undone_by IS NULL AND e.decision <> '' "
            "AND NOT (e.decision = 'correct' AND e.sort = 'reject') GROUP BY e.decision"
        ).fetchall()
    )
    names = named(connection)
    ranked = sorted(by_scope.items(), key=lambda item: (-item[1], item[0]))
    return Summary(
        mappings=sum(by_scope.values()),
        values=values,
        decisions=sum(decided.values()),
        confirmed=decided.get("confirm", 0),
        rejected=decided.get("reject", 0),
        corrected=decided.get("correct", 0),
        scopes=tuple((names.get(key) or scopes.from_key(key), count) for key, count in ranked),
    )


def templates(connection: Any) -> list[str]:
    """The templates of all scopes that anything was learnt for."""
    rows = connection.execute(
        "SELECT DISTINCT template FROM place WHERE template IS NOT NULL ORDER BY template"
    )
    return [template for (template,) in rows]


def kinds(connection: Any) -> list[str]:
    """The kinds that anything was learnt of, in order."""
    return [kind for (kind,) in connection.execute(_KINDS) if kind]


# From kind to kind down the tree, instead of over a million rows.
_KINDS = (
    "WITH RECURSIVE kinds (kind) AS (SELECT min(kind) FROM lesson UNION ALL "
    "SELECT (SELECT min(kind) FROM lesson WHERE kind > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL) "
    "SELECT kind FROM kinds"
)


def revision(connection: Any) -> int:
    """The number of the last step."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM batch").fetchone()[0])


def _evidence(row: tuple[Any, ...], names: dict[str, Scope]) -> Evidence:
    (
        at,
        user,
        action,
        source,
        text,
        target,
        sort,
        weight,
        amount,
        decision,
        scope,
        plan,
        undone,
        kind,
        count,
    ) = row
    return Evidence(
        at=datetime.fromisoformat(at),
        user=user,
        action=action,
        source=source,
        header=text,
        field=target or None,
        sort=sort,
        weight=weight,
        amount=amount or 0.0,
        decision=decision,
        scope=names.get(scope) or scopes.from_key(scope),
        plan=plan,
        undone=bool(undone),
        about=about(kind),
        count=count,
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
