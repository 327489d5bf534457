"""Of two columns with one header, under a group of the plan and one of delivery, the group says which is planned."""

from __future__ import annotations

from itertools import permutations

from worker.matching.rankers.fields import composed
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, decided

ORDER = 56


def apply(table: Table) -> list[Ranking]:
    """A delivered field below the plan becomes its planned twin, whatever the shared header says ('amount run')."""
    rankings = list(table.rankings)
    for columns in table.under_groups():
        for plan, delivery in permutations(columns, 2):
            words, others = table.headers[plan].modifiers, table.headers[delivery].modifiers
            if "planned" in words - others and "actual" in others:
                rankings[plan] = _planned(rankings[plan], table)
    return rankings


def _planned(ranking: Ranking, table: Table) -> Ranking:
    name, chance = ranking.best
    if name is None or table.fields[name].stage != "delivered":
        return ranking
    twin = composed(name, frozenset({"planned"}))
    return decided(ranking, twin, chance) if twin in table.fields and twin != name else ranking
