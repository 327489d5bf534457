"""The one column on whose total the sheet puts a percent ('VAT 18 %') is the net cost, whatever its header says."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, likeliest

ORDER = 17
CLAIMED = 0.1
"""Chance of a sum of money from which the column is that one."""
PROVED = 0.99
_NET = "net_cost"
_OTHER = frozenset({"gross_cost", "spend", "agency_fee"})
"""Money that a header must say: what a tax is put on is otherwise a cost before it."""


def concerns(facts: Facts) -> bool:
    """A column with a percent on its total."""
    return "taxed" in facts.has


def apply(table: Table) -> list[Ranking]:
    """'Price per package' with its tax below the total is no price of one; another column of money keeps its field."""
    rankings = list(table.rankings)
    money = table.fields.names("money")
    taxed = [at for at, column in enumerate(table.columns) if column.taxed]
    if len(taxed) != 1 or _NET not in table.fields:
        return rankings
    (at,) = taxed
    if any(chance_of(ranking, money) >= LIKELY for ranking in rankings):
        return rankings
    own = likeliest(rankings[at], money - _OTHER)
    is_claimed = own is not None and chance_of(rankings[at], {own}) >= CLAIMED
    rankings[at] = decided(rankings[at], own if own and is_claimed else _NET, PROVED)
    return rankings
