"""A bare 'Fee' is what the media cost where the table has no other money: the price of creators and presenters."""

from __future__ import annotations

from worker.matching.rankers.fields import names_of
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided

ORDER = 69
CLAIMED = 0.1
"""Chance from which another column may be the table's money."""
WHOM = frozenset({"publisher", "platform", "placement", "channel"})
"""Whom a fee is paid to: a list of an agency's services has none of them."""
_FEE, _NET, _GROSS = "agency_fee", "net_cost", "gross_cost"


def apply(table: Table) -> list[Ranking]:
    """The column becomes the net cost, or the gross cost where its header says so."""
    rankings = list(table.rankings)
    money = names_of(table.fields.values(), "money") - {_FEE}
    fees = [
        at for at, ranking in enumerate(rankings) if ranking.best[0] == _FEE and ranking.best[1] >= LIKELY
    ]
    if len(fees) != 1 or len(table.headers[fees[0]].core) != 1 or not {_NET, _GROSS} <= table.fields.keys():
        return rankings
    at = fees[0]
    if any(chance_of(r, money) >= CLAIMED for other, r in enumerate(rankings) if other != at):
        return rankings
    if not any(r.best[0] in WHOM and r.best[1] >= LIKELY for r in rankings):
        return rankings
    field = _GROSS if "gross" in table.headers[at].modifiers else _NET
    rankings[at] = decided(rankings[at], field)
    return rankings
