"""A column that the sheet adds up is no price and no share."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, without

ORDER = 10


def concerns(facts: Facts) -> bool:
    """Columns that the sheet adds up."""
    return "summed" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Prices and shares give way to what else a summed column may be."""
    prices = table.fields.names("rate", "ratio")
    return [
        without(ranking, prices) if column.summed else ranking
        for ranking, column in zip(table.rankings, table.columns, strict=True)
    ]
