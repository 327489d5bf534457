"""Of two columns of channels the less sure one is of publishers, if its words allow it: 'Gattung | Medium'."""

from __future__ import annotations

from dataclasses import replace

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import GIVEN_WAY, Table

ORDER = 40
_FIELD, _NARROWER = "channel", "publisher"
CLAIMED = 0.05
"""Least chance of a field that a column may mean."""


def apply(table: Table) -> list[Ranking]:
    """The surest column keeps the field; nothing changes where another column is of publishers."""
    rankings = list(table.rankings)
    if any(r.best[0] == _NARROWER for r in rankings):
        return rankings
    alike = [at for at, r in enumerate(rankings) if r.best[0] == _FIELD]
    for at in sorted(alike, key=lambda at: -rankings[at].best[1])[1:]:
        chances = dict(rankings[at].fields)
        if chances.get(_NARROWER, 0.0) >= CLAIMED:
            chances[_NARROWER] += chances[_FIELD] * (1 - GIVEN_WAY)
            chances[_FIELD] *= GIVEN_WAY
            ranked = tuple(sorted(chances.items(), key=lambda chance: -chance[1]))
            rankings[at] = replace(rankings[at], fields=ranked)
            break
    return rankings
