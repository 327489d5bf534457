"""A cost per something that nothing sums up is a price: a faint claim of an amount of money gives way.

So does a surer one where the unit says it: a list price in '元/周', a cost in 'USD/month/panel'.
"""

from __future__ import annotations

import re

from worker.knowledge.modifiers import modifiers_of
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, decided, left_open
from worker.values.money import currency_in

ORDER = 51
PRICE = "unit_rate"
_PER = "per"
_LIST = "gross_cost"
_PER_UNIT = re.compile(r"(?<![^\s()（）/])([^\s()（）/]{1,20})\s*/\s*[^\W\d_]+(\s*/\s*[^\W\d_]+)?")
"""'元/周', 'USD/month/panel': a currency, no longer word, and one unit or two."""


def apply(table: Table) -> list[Ranking]:
    """'Cost per view start' is left open; 'Price per flight' with a sum below it, and a surer amount, stay."""
    money = table.fields.names("money")
    rankings = [
        decided(ranking, PRICE)
        if PRICE in table.fields
        and not column.summed
        and ranking.best[0] in money
        and _is_of_a_unit(column.own_header, ranking.best[0] == _LIST)
        else ranking
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    ]
    return [
        left_open(ranking)
        if ranking.best[0] in money
        and not column.summed
        and (ranking.best[1] < LIKELY or ranking.unsaid == ranking.best[0])
        and _PER in modifiers_of(column.own_header)
        else ranking
        for column, ranking in zip(table.columns, rankings, strict=True)
    ]


def _is_of_a_unit(header: str, is_list_price: bool) -> bool:
    """Whether the money of a header is that of a time and a piece, or of either where it is a list price."""
    units = _PER_UNIT.search(header)
    return bool(units and currency_in(units[1]) and (units[2] or is_list_price))
