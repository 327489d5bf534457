"""Results that no word of their header names ('Salles', like 'sales') are none where no clicks or views stand there to bring them."""

from __future__ import annotations

from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, without

ORDER = 12
_CLICKED = frozenset({"clicks", "cpa", "cpc", "ctr"})
SOURCES = {
    "conversions": _CLICKED,
    "revenue": _CLICKED,
    "video_completions": frozenset({"video_views", "impressions", "planned_impressions"}),
}
"""What stands in the same table by the results that come of it."""
_SEEMS = frozenset({"conversions", "video_completions"})
"""Results that letters in common suggest; money that comes in is called by many words cut short."""


def apply(table: Table) -> list[Ranking]:
    """Such a column keeps what else it may be; a result whose own word is known stays."""
    return [
        without(ranking, _sourceless(table, at, ranking), 0.0) if ranking.best[0] in _SEEMS else ranking
        for at, ranking in enumerate(table.rankings)
    ]


def _sourceless(table: Table, at: int, ranking: Ranking) -> frozenset[str]:
    """The results that the column may not be."""
    if not isinstance(ranking.evidence, Evidence):
        return frozenset()
    own = {claim.name for claim in ranking.evidence.reading.claims if claim.ways}
    others = [other for n, other in enumerate(table.rankings) if n != at and not other.unsaid]
    return frozenset(
        result
        for result, sources in SOURCES.items()
        if result not in own and not any(chance_of(other, sources) >= LIKELY for other in others)
    )
