"""What the rules make a ranking of: the header as it reads, its values, the table around it, and each claim's features."""

from __future__ import annotations

from typing import NamedTuple

from worker.matching.rankers.context import Context
from worker.matching.rankers.features import Claims
from worker.matching.rankers.ranking import Ranking
from worker.matching.samples import Kind
from worker.matching.words.reading import Reading


class Evidence(NamedTuple):
    """The evidence on one column."""

    reading: Reading
    kind: Kind
    context: Context
    claims: Claims
    """With the features of each."""


def evidence_of(ranking: Ranking) -> Evidence:
    """The evidence that a ranking carries."""
    if not isinstance(ranking.evidence, Evidence):
        raise TypeError(f"not a ranking of the rules: {ranking.evidence!r}")
    return ranking.evidence
