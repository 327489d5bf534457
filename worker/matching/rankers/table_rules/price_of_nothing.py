"""A price stands beside what it is the price of; where a table has neither units nor cost, an ambiguous one is the cost."""

from __future__ import annotations

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, without

ORDER = 65
CLAIMED = 0.05
"""Chance of being money from which a price's header is ambiguous: 'Cena', 'Custo'."""
MAY_BE = 0.3
"""Chance from which a column may hold units."""
_PRICE = "unit_rate"
"""The price that has no more telling name: a price per thousand says what it is the price of."""
_OF_A_PRICE = frozenset({"rate", "per"})
"""Words of a header after which it is no amount."""
_BOUGHT = frozenset({"planned_units", "spots", "grp", "buy_type"})
"""What a unit price belongs to."""


def apply(table: Table) -> list[Ranking]:
    """The one price of a table without money and without units gives way to money."""
    rankings = list(table.rankings)
    prices = frozenset({_PRICE})
    money = table.fields.names("money")
    valued = [at for at, ranking in enumerate(rankings) if chance_of(ranking, prices | money) >= LIKELY]
    if len(valued) != 1 or chance_of(rankings[valued[0]], money) < CLAIMED:
        return rankings
    others = (ranking for at, ranking in enumerate(rankings) if at not in valued)
    if any(chance_of(ranking, _BOUGHT) >= MAY_BE for ranking in others):
        return rankings
    telling = table.fields.names("rate") - prices
    if table.headers[valued[0]].modifiers & _OF_A_PRICE or chance_of(rankings[valued[0]], telling) >= CLAIMED:
        return rankings
    rankings[valued[0]] = without(rankings[valued[0]], prices)
    return rankings
