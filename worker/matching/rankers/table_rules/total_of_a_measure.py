"""A total of periods is the money that the periods hold by name: 'Total cost' beside weeks of net cost is net cost."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, decided

ORDER = 82
CLAIMED = 0.1
"""Chance from which a header may mean the periods' field."""


def concerns(facts: Facts) -> bool:
    """Columns that add up the periods of a measure."""
    return "adds_measure" in facts.has


def apply(table: Table) -> list[Ranking]:
    """One amount is exported once; a header that can't mean the periods' field stays what it is."""
    money = table.fields.names("money")
    return [
        decided(ranking, measure)
        if (measure := column.adds_measure) in money
        and ranking.best[0] in money
        and dict(ranking.fields).get(measure, 0.0) >= CLAIMED
        else ranking
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    ]
