"""How the memory performs, for people: what was asked, answered and said to it, how honest it is, what fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def make(connection: Any, policy: str, fitted: Mapping[str, Prior], now: datetime) -> PerformanceReport:
    """The report of a memory that is there."""
    found = list(calibration.outcomes(connection, policy, fitted))
    named = standings.named(connection)
    counts = _counts(connection)
    return PerformanceReport(
        made_at=now,
        summary=standings.summary(connection),
        calibration=_measured(found),
        sources=_sources(connection, found, counts),
        scopes=_scopes(connection, found, named, counts),
        asked=counts.get("recall asked", 0),
        answered=counts.get("recall answered", 0),
        hot=_count(connection, "entry WHERE archived_at IS NULL"),
        archived=_count(connection, "entry WHERE archived_at IS NOT NULL"),
        pruned=_count(connection, "lesson WHERE state = 'pruned'"),
        rules=_count(connection, "validation"),
        layouts=_count(connection, "layout"),
        failing_mappings=failing(connection, policy, fitted, named),
        verbs=_verbs(connection),
        model=_model_use(connection),
        calls_avoided=counts.get("recall alone", 0),
        weeks=weeks(connection, now),
    )


def empty(now: datetime) -> PerformanceReport:
    """The report of a memory that nobody has taught anything."""
    return PerformanceReport(
        now, Summary(), Calibration(), (), (), 0, 0, 0, 0, 0, 0, 0, (), (), ModelUse(), 0
    )


def failing(
    connection: Any, policy: str, fitted: Mapping[str, Prior], named: Mapping[str, Scope]
) -> tuple[Failing, ...]:
    """Mappings that hold against too many rejects, and refused ones with nothing in their place; worst first."""
    rows = connection.execute(
        f"SELECT {standings.LESSON} FROM lesson l WHERE kind = ? AND rejects > 0 AND ("
        "(state = 'holds' AND confirms < ? * (confirms + rejects)) OR (state IN ('rejected', 'pruned') "
        "AND NOT EXISTS (SELECT 1 FROM lesson o WHERE o.kind = l.kind AND o.key = l.key AND o.scope = l.scope "
        "AND o.state = 'holds'))) ORDER BY rejects - confirms DESC, key LIMIT ?",
        (MAPPINGS, BREAK_EVEN, MOST_FAILING),
    )
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


def _counts(connection: Any) -> dict[str, int]:
    rows = connection.execute(
        "SELECT name, sum(count) FROM counter WHERE name NOT LIKE 'verb %' GROUP BY name"
    )
    return {name: int(count) for name, count in rows}


def _sources(connection: Any, found: Sequence[Outcome], counts: Mapping[str, int]) -> tuple[Performance, ...]:
    fitted = {prior.source: prior.prior for prior in priors.read(connection)}
    holding = dict(
        connection.execute(
            "SELECT source, count(*) FROM lesson WHERE state = 'holds' GROUP BY source"
        ).fetchall()
    )
    decided = _decided(connection, "l.source")
    return tuple(
        Performance(
            name,
            holding.get(name, 0),
            *decided.get(name, (0, 0, 0)),
            _measured([one for one in found if one.source == name]),
            fitted.get(name),
            counts.get("recall asked", 0),
            counts.get(f"source answered {name}", 0),
        )
        for name in sorted(holding.keys() | decided.keys())
    )


def _scopes(
    connection: Any, found: Sequence[Outcome], named: Mapping[str, Scope], counts: Mapping[str, int]
) -> tuple[Performance, ...]:
    asked = {
        name.removeprefix("scope asked "): count
        for name, count in counts.items()
        if name.startswith("scope asked ")
    }
    holding = dict(
        connection.execute(
            "SELECT scope, count(*) FROM lesson WHERE state = 'holds' GROUP BY scope ORDER BY 2 DESC LIMIT ?",
            (MOST_SCOPES,),
        ).fetchall()
    )
    decided = _decided(connection, "e.scope")
    by_scope: dict[str, list[Outcome]] = {}
    for one in found:
        by_scope.setdefault(one.scope, []).append(one)
    return tuple(
        Performance(
            scopes.label(named.get(key) or scopes.from_key(key)),
            holding.get(key, 0),
            *decided.get(key, (0, 0, 0)),
            _measured(by_scope.get(key, [])),
            asked=asked.get(key, 0),
            answered=counts.get(f"scope answered {key}", 0),
        )
        for key in [*holding, *(k for k in sorted(asked, key=lambda k: -asked[k]) if k not in holding)][
            :MOST_SCOPES
        ]
    )


def _decided(connection: Any, by: str) -> dict[str, tuple[int, int, int]]:
    """Decisions by source of the lesson, or by scope; a correction counts once, at the field it rejects."""
    rows = connection.execute(
        f"SELECT {by}, sum(e.count * (e.decision = 'confirm')), sum(e.count * (e.decision = 'reject')), "
        "sum(e.count * (e.decision = 'correct' AND e.sort = 'reject')) "
        "FROM evidence e JOIN batch b ON b.id = e.batch "
        "JOIN lesson l ON l.kind = e.kind AND l.key = e.key AND l.scope = e.scope AND l.target = e.target "
        "WHERE b.undone_by IS NULL AND e.decision <> '' GROUP BY 1"
    )
    return {key: tuple(counts) for key, *counts in rows}


def _measured(found: Sequence[Outcome]) -> Calibration:
    return calibration.measure([(one.said, one.right) for one in found])


def _verbs(connection: Any) -> tuple[Verb, ...]:
    rows = connection.execute(
        "SELECT substr(name, 6), sum(count), sum(seconds), max(slowest) FROM counter WHERE name LIKE 'verb %' "
        "GROUP BY name ORDER BY 4 DESC LIMIT ?",
        (MOST_VERBS,),
    )
    return tuple(
        Verb(name, count, seconds / max(count, 1), slowest) for name, count, seconds, slowest in rows
    )


def _model_use(connection: Any) -> ModelUse:
    row = connection.execute(
        "SELECT sum(outcome <> 'remembered'), sum(outcome = 'remembered'), "
        "sum(outcome NOT IN ('answered', 'remembered')), sum(tokens_in), sum(tokens_out), sum(tokens_cached), "
        "sum(cost), sum(seconds) FROM model_call"
    ).fetchone()
    return ModelUse(*(value or 0 for value in row))


def _count(connection: Any, what: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
