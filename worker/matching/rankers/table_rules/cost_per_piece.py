"""A cost per something that nothing sums up is a price: a faint claim of an amount of money gives way."""

from __future__ import annotations

from worker.knowledge.modifiers import modifiers_of
from worker.matching.rankers.fields import names_of
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, left_open

ORDER = 51
_PER = "per"


def apply(table: Table) -> list[Ranking]:
    """'Cost per view start' is left open; 'Price per flight' with a sum below it, and a surer amount, stay."""
    money = names_of(table.fields.values(), "money")
    return [
        left_open(ranking)
        if _PER in modifiers_of(column.own_header)
        and not column.summed
        and ranking.best[0] in money
        and ranking.best[1] < LIKELY
        else ranking
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    ]
