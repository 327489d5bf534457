"""A column that the sheet adds up is no price and no share."""

from __future__ import annotations

from dataclasses import replace

from worker.matching.rankers.fields import names_of
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import GIVEN_WAY, Table

ORDER = 10


def apply(table: Table) -> list[Ranking]:
    """Prices and shares give way to what else a summed column may be."""
    prices = names_of(table.fields.values(), "rate", "ratio")
    return [
        _without(ranking, prices) if summed else ranking
        for ranking, summed in zip(table.rankings, table.summed, strict=True)
    ]


def _without(ranking: Ranking, prices: frozenset[str]) -> Ranking:
    fields = [(n, chance * (GIVEN_WAY if n in prices else 1.0)) for n, chance in ranking.fields]
    whole = sum(chance for _, chance in fields) + ranking.left_open
    ranked = sorted(((name, chance / whole) for name, chance in fields), key=lambda item: -item[1])
    return replace(ranking, fields=tuple(ranked), left_open=ranking.left_open / whole)
