"""How the memory performs, for people: what was asked, answered and said to it, how honest it is, what fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import peewee
from peewee import fn

from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.queries import count_where
from worker.memory.database.tables import (
    Batch,
    Counter,
    Entry,
    Evidence,
    Layout,
    Lesson,
    ModelCallRow,
    Shared,
    Validation,
)
from worker.memory.learning import priors, scopes, standings
from worker.memory.learning.confidence import Prior
from worker.memory.learning.lessons import MAPPINGS, lesson_of
from worker.memory.reporting import calibration
from worker.memory.reporting.calibration import Calibration, Outcome
from worker.memory.reporting.weeks import Week, weeks
from worker.shapes.finding import Finding
from worker.shapes.mapping import Scope
from worker.shapes.memory import Summary

BREAK_EVEN = 2 / 3
"""Below this share of successes a mapping costs more than it saves."""
MOST_FAILING = 200
MOST_SCOPES = 50
MOST_VERBS = 10


@dataclass(frozen=True, slots=True)
class Performance:
    """Of one source, or of one scope."""

    name: str
    mappings: int
    confirmed: int
    rejected: int
    corrected: int
    calibration: Calibration
    prior: Prior | None = None
    """What its confidence starts from, where that was fitted."""
    asked: int = 0
    """Headers and values that were asked for in this scope; of a source, in all."""
    answered: int = 0
    """... and that it knew something of."""

    @property
    def success(self) -> float:
        """Share of decisions that confirmed; 0 where there are none."""
        decided = self.confirmed + self.rejected + self.corrected
        return self.confirmed / decided if decided else 0.0


@dataclass(frozen=True, slots=True)
class Failing:
    """A mapping that people reject too often, or a header for which nothing holds any more."""

    header: str
    field: str | None
    scope: Scope
    confidence: float
    confirms: int
    rejects: int
    state: str


@dataclass(frozen=True, slots=True)
class Verb:
    """How long something took, in seconds."""

    name: str
    count: int
    mean: float
    slowest: float


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What the model was asked and what that cost."""

    calls: int = 0
    remembered: int = 0
    """Questions that were answered from what the model had said before."""
    failed: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    cost: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PerformanceReport:
    """The weekly report."""

    made_at: datetime
    summary: Summary
    calibration: Calibration
    sources: tuple[Performance, ...]
    scopes: tuple[Performance, ...]
    asked: int
    """Headers and values that memory was asked for, as far as it was written down."""
    answered: int
    hot: int
    """Headers and values in the index."""
    archived: int
    pruned: int
    rules: int
    layouts: int
    failing_mappings: tuple[Failing, ...]
    verbs: tuple[Verb, ...]
    model: ModelUse
    calls_avoided: int
    """Headers and values that memory answered alone, each of which a model might have been asked."""
    weeks: tuple[Week, ...] = ()
    """The last half year, oldest first; weeks in which nothing happened are left out."""
    notices: tuple[Finding, ...] = ()
    """What a person should know of the memory folder."""


def make(database: Shared, policy: str, fitted: Mapping[str, Prior], now: datetime) -> PerformanceReport:
    """The report of a memory that is there."""
    outcomes = list(calibration.outcomes(database, policy, fitted))
    named = standings.named(database)
    counts = _counts(database)
    return PerformanceReport(
        made_at=now,
        summary=standings.summary(database),
        calibration=_measured(outcomes),
        sources=_sources(database, outcomes, counts),
        scopes=_scopes(database, outcomes, named, counts),
        asked=counts.get("recall asked", 0),
        answered=counts.get("recall answered", 0),
        hot=_count(database, Entry, Entry.archived_at.is_null()),
        archived=_count(database, Entry, Entry.archived_at.is_null(False)),
        pruned=_count(database, Lesson, Lesson.state == "pruned"),
        rules=_count(database, Validation),
        layouts=_count(database, Layout),
        failing_mappings=failing(database, policy, fitted, named),
        verbs=_verbs(database),
        model=_model_use(database),
        calls_avoided=counts.get("recall alone", 0),
        weeks=weeks(database, now),
    )


def empty(now: datetime) -> PerformanceReport:
    """The report of a memory that nobody has taught anything."""
    return PerformanceReport(
        now, Summary(), Calibration(), (), (), 0, 0, 0, 0, 0, 0, 0, (), (), ModelUse(), 0
    )


def failing(
    database: Shared, policy: str, fitted: Mapping[str, Prior], named: Mapping[str, Scope]
) -> tuple[Failing, ...]:
    """Mappings that hold against too many rejects, and refused ones with nothing in their place; worst first."""
    rows = queries.rows(database, _too_often_rejected())
    return tuple(
        Failing(
            header=standing.header,
            field=standing.field,
            scope=standing.scope,
            confidence=standing.confidence,
            confirms=lesson.confirms,
            rejects=lesson.rejects,
            state=lesson.state,
        )
        for lesson in map(lesson_of, rows)
        for standing in [standings.standing(lesson, policy, named, fitted)]
    )


def _too_often_rejected() -> peewee.Query:
    """Lessons of headers that hold against too many rejects, or were refused with nothing in their place."""
    other = Lesson.alias()
    same = (other.kind == Lesson.kind) & (other.key == Lesson.key) & (other.scope == Lesson.scope)
    replaced = fn.EXISTS(other.select(peewee.Value(1)).where(same & (other.state == "holds")))
    weak = (Lesson.state == "holds") & (Lesson.confirms < BREAK_EVEN * (Lesson.confirms + Lesson.rejects))
    refused = Lesson.state.in_(("rejected", "pruned")) & ~replaced
    return (
        Lesson.select()
        .where((Lesson.kind == MAPPINGS) & (Lesson.rejects > 0) & (weak | refused))
        .order_by((Lesson.rejects - Lesson.confirms).desc(), Lesson.key)
        .limit(MOST_FAILING)
    )


def _counts(database: Shared) -> dict[str, int]:
    """The counters that are no durations, over all days."""
    query = Counter.select(Counter.name, fn.SUM(Counter.count)).where(~Counter.name.startswith("verb "))
    return {name: int(count) for name, count in queries.rows(database, query.group_by(Counter.name))}


def _sources(
    database: Shared, outcomes: Sequence[Outcome], counts: Mapping[str, int]
) -> tuple[Performance, ...]:
    fitted = {prior.source: prior.prior for prior in priors.read(database.raw)}
    holding: dict[str, int] = dict(queries.rows(database, _holding(Lesson.source)))
    decided = _decided(database, Lesson.source)
    return tuple(
        Performance(
            name,
            holding.get(name, 0),
            *decided.get(name, (0, 0, 0)),
            _measured([one for one in outcomes if one.source == name]),
            fitted.get(name),
            counts.get("recall asked", 0),
            counts.get(f"source answered {name}", 0),
        )
        for name in sorted(holding.keys() | decided.keys())
    )


def _scopes(
    database: Shared, outcomes: Sequence[Outcome], named: Mapping[str, Scope], counts: Mapping[str, int]
) -> tuple[Performance, ...]:
    questions = {
        name.removeprefix("scope asked "): count
        for name, count in counts.items()
        if name.startswith("scope asked ")
    }
    most = _holding(Lesson.scope).order_by(fn.COUNT(Lesson.key).desc()).limit(MOST_SCOPES)
    holding: dict[str, int] = dict(queries.rows(database, most))
    decided = _decided(database, Evidence.scope)
    by_scope: dict[str, list[Outcome]] = {}
    for one in outcomes:
        by_scope.setdefault(one.scope, []).append(one)
    return tuple(
        Performance(
            scopes.label(named.get(key) or scopes.from_key(key)),
            holding.get(key, 0),
            *decided.get(key, (0, 0, 0)),
            _measured(by_scope.get(key, [])),
            asked=questions.get(key, 0),
            answered=counts.get(f"scope answered {key}", 0),
        )
        for key in [
            *holding,
            *(k for k in sorted(questions, key=lambda k: -questions[k]) if k not in holding),
        ][:MOST_SCOPES]
    )


def _holding(by: peewee.Field) -> peewee.Query:
    """How many lessons hold, by source or scope."""
    return Lesson.select(by, fn.COUNT(Lesson.key)).where(Lesson.state == "holds").group_by(by)


def _decided(database: Shared, by: peewee.Field) -> dict[str, tuple[int, int, int]]:
    """Decisions by source of the lesson, or by scope; a correction counts once, at the field it rejects."""
    corrected = (Evidence.decision == "correct") & (Evidence.sort == "reject")
    pair = (
        (Lesson.kind == Evidence.kind)
        & (Lesson.key == Evidence.key)
        & (Lesson.scope == Evidence.scope)
        & (Lesson.target == Evidence.target)
    )
    query = (
        Evidence.select(
            by,
            count_where(Evidence.count, Evidence.decision == "confirm"),
            count_where(Evidence.count, Evidence.decision == "reject"),
            count_where(Evidence.count, corrected),
        )
        .join(Batch, on=(Batch.id == Evidence.batch))
        .switch(Evidence)
        .join(Lesson, on=pair)
        .where(Batch.undone_by.is_null() & (Evidence.decision != ""))
        .group_by(by)
    )
    return {
        key: (confirmed, rejected, more) for key, confirmed, rejected, more in queries.rows(database, query)
    }


def _measured(outcomes: Sequence[Outcome]) -> Calibration:
    return calibration.measure([(one.said, one.right) for one in outcomes])


def _verbs(database: Shared) -> tuple[Verb, ...]:
    """How long each verb took, slowest first."""
    slowest = fn.MAX(Counter.slowest)
    query = (
        Counter.select(Counter.name, fn.SUM(Counter.count), fn.SUM(Counter.seconds), slowest)
        .where(Counter.name.startswith("verb "))
        .group_by(Counter.name)
        .order_by(slowest.desc())
        .limit(MOST_VERBS)
    )
    return tuple(
        Verb(name.removeprefix("verb "), count, seconds / max(count, 1), most)
        for name, count, seconds, most in queries.rows(database, query)
    )


def _model_use(database: Shared) -> ModelUse:
    """What the model was asked and what that cost, in all."""
    outcome = ModelCallRow.outcome
    query = ModelCallRow.select(
        count_where(1, outcome != "remembered"),
        count_where(1, outcome == "remembered"),
        count_where(1, outcome.not_in(("answered", "remembered"))),
        fn.SUM(ModelCallRow.tokens_in),
        fn.SUM(ModelCallRow.tokens_out),
        fn.SUM(ModelCallRow.tokens_cached),
        fn.SUM(ModelCallRow.cost),
        fn.SUM(ModelCallRow.seconds),
    )
    return ModelUse(*(value or 0 for value in queries.first(database, query) or ()))


def _count(database: Shared, model: type[peewee.Model], *conditions: peewee.Expression) -> int:
    """How many rows of a table meet *conditions*."""
    query = model.select(fn.COUNT(peewee.Value(1)))
    return int(queries.value(database, query.where(*conditions) if conditions else query))
