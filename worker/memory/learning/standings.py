"""The slow way round: what is known, told to people and reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import peewee
from peewee import fn

from worker.memory.database import queries
from worker.memory.database.sqlite.connection import Row
from worker.memory.database.tables import Batch, PriorRow, Shared
from worker.memory.database.tables import Evidence as EvidenceRow
from worker.memory.database.tables import Lesson as LessonRow
from worker.memory.database.tables import Place as PlaceRow
from worker.memory.learning import confidence, scopes
from worker.memory.learning.confidence import Prior
from worker.memory.learning.lessons import MAPPINGS, Lesson, about, lesson_of
from worker.memory.recall.recall import NO_PRIORS
from worker.shapes.mapping import Scope
from worker.shapes.memory import Evidence, Standing, Summary

HOLDS = LessonRow.state == "holds"


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


def lessons(database: Shared, kind: str, key: str | None) -> Iterator[Lesson]:
    """All lessons of a kind, or of one key; what holds comes first in each scope."""
    query = LessonRow.select().where(LessonRow.kind == kind)
    if key is not None:
        query = query.where(LessonRow.key == key)
    holding_first = peewee.Case(None, [(HOLDS, 0)], 1)
    order = query.order_by(LessonRow.key, LessonRow.scope, holding_first, LessonRow.target)
    return map(lesson_of, queries.stream(database, order))


def weak(database: Shared, policy: str, below: float, priors: Mapping[str, Prior]) -> list[Lesson]:
    """What holds with a confidence under *below*."""
    # The database leaves out nearly all of a million; what it lets through is counted exactly.
    query = (
        LessonRow.select()
        .join(PriorRow, peewee.JOIN.LEFT_OUTER, on=(PriorRow.source == LessonRow.source))
        .where(HOLDS & (_roughly(policy) - below < 1e-6))
    )
    return [
        lesson
        for lesson in map(lesson_of, queries.rows(database, query))
        if confidence.confidence(lesson.tally, policy, priors.get(lesson.source, confidence.PRIOR)) < below
    ]


def _roughly(policy: str) -> peewee.ColumnBase:
    """The confidence as the database counts it."""
    if policy == "additive":
        return LessonRow.running
    alpha = fn.COALESCE(PriorRow.alpha, confidence.PRIOR.alpha)
    beta = fn.COALESCE(PriorRow.beta, confidence.PRIOR.beta)
    start = fn.COALESCE(LessonRow.start * (alpha + beta), alpha)
    mass = alpha + beta + LessonRow.confirmed + LessonRow.rejected
    return (start + LessonRow.confirmed + LessonRow.moved) / mass


def named(database: Shared) -> dict[str, Scope]:
    """Scopes by key, as they were first written."""
    columns = (getattr(PlaceRow, name) for name in scopes.DIMENSIONS)
    query = PlaceRow.select(PlaceRow.key, *columns)
    return {key: Scope(*values) for key, *values in queries.rows(database, query)}


def history(database: Shared, key: str | None, limit: int) -> list[Evidence]:
    """The newest pieces of evidence, for one header or for everything, newest first, undone ones marked."""
    query = (
        EvidenceRow.select(*_HISTORY)
        .join(Batch, on=(EvidenceRow.batch == Batch.id))
        .order_by(Batch.turn.desc(), EvidenceRow.id.desc())
        .limit(limit)
    )
    if key is not None:
        query = query.where((EvidenceRow.kind == MAPPINGS) & (EvidenceRow.key == key))
    names = named(database)
    return [_evidence(row, names) for row in queries.rows(database, query)]


_HISTORY = (
    Batch.at,
    Batch.user,
    Batch.action,
    EvidenceRow.source,
    EvidenceRow.text,
    EvidenceRow.target,
    EvidenceRow.sort,
    EvidenceRow.weight,
    EvidenceRow.amount,
    EvidenceRow.decision,
    EvidenceRow.scope,
    EvidenceRow.plan,
    Batch.undone_by,
    EvidenceRow.kind,
    EvidenceRow.count,
)


def summary(database: Shared) -> Summary:
    """The memory in a few numbers."""
    by_scope: dict[str, int] = {}
    values = 0
    for kind, scope, count in queries.rows(database, _holding()):
        if kind == MAPPINGS:
            by_scope[scope] = by_scope.get(scope, 0) + count
        elif about(kind):
            values += count
    decided: dict[str, int] = dict(queries.rows(database, _decisions()))
    names = named(database)
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


def _holding() -> peewee.Query:
    """How many lessons hold, by kind and scope."""
    columns = LessonRow.kind, LessonRow.scope
    return LessonRow.select(*columns, fn.COUNT(LessonRow.key)).where(HOLDS).group_by(*columns)


def _decisions() -> peewee.Query:
    """How many decisions there were, by verdict.

    A correction is one decision, told by its second half: the first is missing where nothing was proposed.
    """
    first_half = (EvidenceRow.decision == "correct") & (EvidenceRow.sort == "reject")
    return (
        EvidenceRow.select(EvidenceRow.decision, fn.SUM(EvidenceRow.count))
        .join(Batch, on=(EvidenceRow.batch == Batch.id))
        .where(Batch.undone_by.is_null() & (EvidenceRow.decision != "") & ~first_half)
        .group_by(EvidenceRow.decision)
    )


def templates(database: Shared) -> list[str]:
    """The templates of all scopes that anything was learnt for."""
    query = (
        PlaceRow.select(PlaceRow.template)
        .where(PlaceRow.template.is_null(False))
        .distinct()
        .order_by(PlaceRow.template)
    )
    return [template for (template,) in queries.rows(database, query)]


def kinds(database: Shared) -> list[str]:
    """The kinds that anything was learnt of, in order."""
    kinds: list[str] = []
    # From kind to kind down the tree, instead of over a million rows.
    while kind := queries.value(database, _next_kind(kinds[-1] if kinds else "")):
        kinds.append(kind)
    return kinds


def _next_kind(kind: str) -> peewee.Query:
    return LessonRow.select(fn.MIN(LessonRow.kind)).where(LessonRow.kind > kind)


def _evidence(row: Row, names: dict[str, Scope]) -> Evidence:
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
        undone=undone is not None,
        about=about(kind),
        count=count,
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
