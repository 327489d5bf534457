"""A fee that is the only money of lines of media is what they cost: a creator's fee, not the agency's."""

from __future__ import annotations

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, is_known

ORDER = 53
_FEE, _COST = "agency_fee", "net_cost"
_MEDIA = frozenset({"publisher", "platform", "placement", "ad_format"})
LEAST_MONEY = 0.1
"""Chance from which another column may hold the money of the lines."""
_OWN = frozenset({"percent"})
"""A share of a cost is the agency's."""


def apply(table: Table) -> list[Ranking]:
    """The one column of fees becomes the net cost, where no other column may be money and the lines name media."""
    rankings = list(table.rankings)
    fees = [at for at, ranking in enumerate(rankings) if ranking.chances.get(_FEE, 0.0) >= LIKELY]
    money = table.fields.names("money") | {_COST}
    named = {ranking.best[0] for ranking in rankings if ranking.best[1] >= LIKELY}
    if len(fees) != 1 or _COST not in table.fields or not named & _MEDIA:
        return rankings
    at, header = fees[0], table.headers[fees[0]]
    others = (ranking for other, ranking in enumerate(rankings) if other != at)
    own = len(header.core) > 1 and is_known(rankings[at])  # 'Agency fee' says whose it is
    bare = not own and not header.modifiers & _OWN
    if not bare or any(chance_of(ranking, money - {_FEE}) >= LEAST_MONEY for ranking in others):
        return rankings
    rankings[at] = decided(rankings[at], _COST, 0.9)
    return rankings
