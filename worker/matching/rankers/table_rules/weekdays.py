"""Columns named by days of the week ('MON | TUE | ... | SUN') hold a pattern that repeats, and no field of a line."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, left_open
from worker.text import plain
from worker.values.dates.calendar_words import weekday_of, weekday_words

ORDER = 52
LEAST_DAYS = 3
BECAUSE = "is a day of the week, and what runs on it is repeated week by week"


def concerns(facts: Facts) -> bool:
    """Headers that may be a day's name."""
    return facts.may_say(weekday_words())


def apply(table: Table) -> list[Ranking]:
    """Different days side by side stay open; 'Sun' alone may be a publisher."""
    days = [weekday_of(plain(column.own_header).rstrip(".")) for column in table.columns]
    rankings = list(table.rankings)
    first = 0
    while first < len(days):
        last = first
        while last < len(days) and days[last]:
            last += 1
        if len(set(days[first:last])) >= LEAST_DAYS:
            rankings[first:last] = [left_open(ranking, BECAUSE) for ranking in rankings[first:last]]
        first = last + 1
    return rankings
