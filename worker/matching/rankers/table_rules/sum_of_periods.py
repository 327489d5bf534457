"""A column that adds up some of the periods beside it is left open: 'Q1' between months is no quartile of a video."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, left_open

ORDER = 97


def concerns(facts: Facts) -> bool:
    """Columns that add up periods."""
    return "adds_periods" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Its numbers are those of the periods, whatever its header says."""
    return [
        left_open(ranking) if column.adds_periods else ranking
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    ]
