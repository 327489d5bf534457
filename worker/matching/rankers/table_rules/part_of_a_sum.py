"""What adds up with an amount of money to another one, line by line, is money: net + production + install = total."""

from __future__ import annotations

from itertools import permutations

from worker.matching.rankers.fields import names_of
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, left_open
from worker.values.arithmetic import parts_of_rest

ORDER = 61


def apply(table: Table) -> list[Ranking]:
    """A count that is such a part is left open; what is money, a fee, or nothing known stays as it is."""
    rankings = list(table.rankings)
    money = names_of(table.fields.values(), "money") | names_of(table.fields.values(), "fee")
    counts = names_of(table.fields.values(), "count")
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if column.numbers}
    amounts = [at for at in numbers if chance_of(rankings[at], money) >= LIKELY]
    if not any(chance_of(rankings[at], counts) >= LIKELY for at in numbers):
        return rankings
    for whole, base in permutations(amounts, 2):
        others = {at: values for at, values in numbers.items() if at not in (whole, base)}
        for part in parts_of_rest(numbers[whole], numbers[base], others):
            if chance_of(rankings[part], counts) >= LIKELY:
                rankings[part] = left_open(rankings[part])
    return rankings
