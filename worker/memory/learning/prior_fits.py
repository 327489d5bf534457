"""What confidence starts from, fitted by source to how that source's mappings went.

Empirical Bayes: each mapping of a source has its own chance p of being right, drawn from a Beta distribution; its
confirms and rejects are drawn with p. The Beta that makes all counts of the source likeliest is its prior. One
decision each tells the mean but nothing about how much mappings differ: the strength is then held near the usual one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import peewee
from peewee import fn

from worker.memory.database import queries
from worker.memory.database.tables import Lesson, PriorRow, Shared
from worker.memory.learning.confidence import PRIOR, Fitted, Prior

ENOUGH = 50
"""Decisions on a source before its prior is fitted."""
STRENGTHS = tuple(math.exp(math.log(1.0) + step * math.log(200.0) / 60) for step in range(61))
SPREAD = 1.0
"""How far, in logarithms, the strength strays from the usual one when the counts say little."""


def fit(tallies: Iterable[tuple[float, float]]) -> Prior:
    """The prior of mappings with these sums of (confirmed, rejected) weights."""
    counts = Counter((c, r) for c, r in tallies if c + r > 0)
    confirmed = sum(c * n for (c, _), n in counts.items())
    total = sum((c + r) * n for (c, r), n in counts.items())
    mean = (confirmed + PRIOR.alpha) / (total + PRIOR.strength)
    strength = max(STRENGTHS, key=lambda s: _likelihood(counts, mean, s) - _stray(s))
    return Prior(mean * strength, (1 - mean) * strength)


def _likelihood(counts: Mapping[tuple[float, float], int], mean: float, strength: float) -> float:
    """Of the counts under a Beta of this mean and strength, as a logarithm."""
    alpha, beta = mean * strength, (1 - mean) * strength
    return sum(n * (_log_beta(alpha + c, beta + r) - _log_beta(alpha, beta)) for (c, r), n in counts.items())


def _log_beta(alpha: float, beta: float) -> float:
    return math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta)


def _stray(strength: float) -> float:
    return (math.log(strength / PRIOR.strength) / SPREAD) ** 2 / 2


def refit(database: Shared, at: str) -> list[Fitted]:
    """Fit the prior of each source with enough decisions and store it; to be called inside a transaction."""
    fitted = [
        Fitted(source, fit(queries.rows(database, _tallies(source))), int(decisions))
        for source, decisions in queries.rows(database, _decisions())
        if decisions >= ENOUGH
    ]
    queries.run(database, PriorRow.delete())
    for one in fitted:
        row = PriorRow.insert(
            source=one.source, alpha=one.prior.alpha, beta=one.prior.beta, decisions=one.decisions, at=at
        )
        queries.run(database, row)
    return fitted


def _decisions() -> peewee.Query:
    """How many decisions there were on the lessons of each source."""
    return (
        Lesson.select(Lesson.source, fn.SUM(Lesson.confirms + Lesson.rejects))
        .where(Lesson.source != "llm")
        .group_by(Lesson.source)
    )


def _tallies(source: str) -> peewee.Query:
    """Confirmed and rejected weights of the lessons that started without a stated confidence."""
    return Lesson.select(Lesson.confirmed, Lesson.rejected).where(
        (Lesson.source == source) & Lesson.start.is_null()
    )
