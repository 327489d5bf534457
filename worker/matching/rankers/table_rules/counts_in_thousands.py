"""A count whose header says that it is in thousands is no price of a thousand, and no frequency."""

from __future__ import annotations

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, chance_of, decided, likeliest
from worker.matching.words.headers import Header
from worker.values.scales import scale_of

ORDER = 55
MAY_BE = 0.02
"""Chance of a count from which the word for thousands may have drawn the header to the price."""
_NO_COUNTS = frozenset({"cpm", "frequency"})


def apply(table: Table) -> list[Ranking]:
    """'Impressions in thousands' comes near 'cost per thousand impressions', and counts; 'OTS' may be either."""
    counts = table.fields.names("count")
    return [
        _counted(ranking, counts, header) if ranking.best[0] in _NO_COUNTS else ranking
        for header, ranking in zip(table.headers, table.rankings, strict=True)
    ]


def _counted(ranking: Ranking, counts: frozenset[str], header: Header) -> Ranking:
    count = likeliest(ranking, counts)
    if count is None or chance_of(ranking, counts) < MAY_BE or scale_of(header.text) == 1.0:
        return ranking
    return decided(ranking, count, chance_of(ranking, {*_NO_COUNTS, count}))
