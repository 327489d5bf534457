"""A count of a day or an hour ('Spots per day', 'Plays/hr') is none of the whole line."""

from __future__ import annotations

from worker.knowledge.quantities import each_day_words, is_of_each_day
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, is_known, left_open
from worker.matching.words.headers import CURRENCY, PRICED
from worker.values.dates.times import time_of

ORDER = 9
BECAUSE = "is of a day or an hour, and not of the whole line"
_OF_MONEY = PRICED | {CURRENCY, "net", "gross", "incl_vat", "excl_vat"}


def concerns(facts: Facts) -> bool:
    """Headers that may say a day or an hour."""
    return facts.may_say(each_day_words())


def apply(table: Table) -> list[Ranking]:
    """Counts are left open, and so is money that no word says or that stands beside the whole line's; else a daily budget stays."""
    counts = table.fields.names("count", "reach", "points")
    money = table.fields.names("money", "revenue", "rate")
    whole = {
        ranking.best[0]
        for column, ranking in zip(table.columns, table.rankings, strict=True)
        if column.samples and ranking.best[1] >= LIKELY and not is_of_each_day(column.own_header)
    }
    rankings = list(table.rankings)
    for at, (column, header) in enumerate(zip(table.columns, table.headers, strict=True)):
        field = rankings[at].best[0]
        if field not in counts | money or not is_of_each_day(column.own_header) or time_of(column.own_header):
            continue
        is_money = is_known(rankings[at]) or bool(header.modifiers & _OF_MONEY) or table.kinds[at] == "money"
        # A budget of a day would be summed in the place of the line's own.
        again = field in whole and field in table.fields.names("money")
        if field in counts or not is_money or again:
            rankings[at] = left_open(rankings[at], BECAUSE)
    return rankings
