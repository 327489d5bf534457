"""A column that adds up one money or one count of several groups, line by line, is left open; its parts say more."""

from __future__ import annotations

from collections.abc import Sequence

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, decided, left_open
from worker.values.arithmetic import LEAST_SUMS, are_sums, sums_of

ORDER = 87
BECAUSE = "adds up '{first}' and its like"
LEAST_PARTS = 2
LEAST_CHANCE = 0.2
"""Chance from which the surest of the parts tells what they all are."""


def concerns(facts: Facts) -> bool:
    """Columns of numbers under groups."""
    return facts.has.issuperset(("group", "numbers"))


def apply(table: Table) -> list[Ranking]:
    """'Budget' under each vendor, and 'Total' behind them: the budgets are parts of one sum, however well each name is known."""
    rankings = list(table.rankings)
    amounts = table.fields.names("money", "count")
    for columns in table.under_groups():
        parts = [at for at in columns if any(table.columns[at].numbers)]
        whole = _whole(table, parts) if len(parts) >= LEAST_PARTS else None
        if whole is None:
            continue
        chances = [pair for at in parts for pair in rankings[at].fields if pair[0] in amounts]
        field, chance = max(chances, key=lambda pair: pair[1], default=("", 0.0))
        if chance < LEAST_CHANCE:
            continue
        for at in parts:
            rankings[at] = decided(rankings[at], field)
        because = BECAUSE.format(first=table.headers[parts[0]].text.strip())
        rankings[whole] = left_open(rankings[whole], because)
    return rankings


def _whole(table: Table, parts: Sequence[int]) -> int | None:
    """The one other column that is the sum of *parts* on every line."""
    sums = sums_of(table.columns[at].numbers for at in parts)
    if sum(map(bool, sums)) < LEAST_SUMS:
        return None
    wholes = [
        at
        for at, column in enumerate(table.columns)
        if at not in parts and are_sums([own or 0.0 for own in column.numbers], sums)
    ]
    return wholes[0] if len(wholes) == 1 else None
