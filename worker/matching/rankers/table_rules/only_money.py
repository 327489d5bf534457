"""The one column that names a currency and that the sheet adds up is the cost, where no other column holds money."""

from __future__ import annotations

from worker.knowledge.modifiers import modifiers_of
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided
from worker.values.money import currency_in

ORDER = 19
DOUBTED = 0.55
"""Nothing says which cost it is: a planner hears how it was taken."""
POSSIBLE = 0.2
"""Chance of another column's being money from which this one is not the only one."""
_KINDS = {"net_cost": {"net", "excl_vat"}, "gross_cost": {"gross", "incl_vat"}}


def concerns(facts: Facts) -> bool:
    """Columns that the sheet adds up."""
    return "summed" in facts.has


def apply(table: Table) -> list[Ranking]:
    """'Package worth (£)' over amounts with their total, in a plan that has no other cost."""
    rankings = list(table.rankings)
    money, fields = (
        table.fields.names("money"),
        table.fields.names("money", "fee", "revenue", "count", "points"),
    )
    named = [
        at for at, column in enumerate(table.columns) if column.summed and currency_in(column.own_header)
    ]
    if len(named) != 1:
        return rankings
    (at,) = named
    others = (ranking for number, ranking in enumerate(rankings) if number != at)
    if chance_of(rankings[at], fields) >= LIKELY or any(chance_of(one, money) >= POSSIBLE for one in others):
        return rankings
    words = modifiers_of(table.columns[at].own_header)
    kinds = [field for field, says in _KINDS.items() if says & words]
    field = kinds[0] if len(kinds) == 1 else "planned_budget"
    if field in table.fields:
        rankings[at] = decided(rankings[at], field, DOUBTED)
    return rankings
