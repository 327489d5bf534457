"""A volume or a sum of money that no word of its header names ('Anzahl Seiten', 'Vzkazů') is asked, unless the rows prove it."""

from __future__ import annotations

from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table

ORDER = 4
"""Before the rules that prove: what they decide is said by the rows."""
ALIKE = 0.6
"""How near the nearest phrase comes from which it says the field; below, three of five volumes are none."""
WHOLE = 0.99
"""Share of a phrase that a header has where it has all of its words: 'CY2027 Budget'; a word for a number is none for units."""


def apply(table: Table) -> list[Ranking]:
    """The word for a number is not the one for units, and letters in common are no word at all."""
    sums = table.fields.names("count", "points", "revenue", "reach", "money")
    return [
        ranking._replace(unsaid=best)
        if (best := ranking.best[0]) in sums and _is_weak(ranking, best)
        else ranking
        for ranking in table.rankings
    ]


def _is_weak(ranking: Ranking, field: str) -> bool:
    if not isinstance(ranking.evidence, Evidence):
        return False
    reading = ranking.evidence.reading
    claim = next((claim for claim in reading.claims if claim.name == field), None)
    if claim is None or claim.near is None:
        return claim is None or not claim.ways
    has_phrase = claim.near.of_phrase >= WHOLE and "count" not in reading.header.modifiers
    return not claim.ways and claim.near.alike < ALIKE and not has_phrase
