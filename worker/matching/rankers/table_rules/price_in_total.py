"""A price that the sheet adds up, and that no line's cost exceeds, is the gross cost: 'List price' with a total beside 'Net price'."""

from __future__ import annotations

from worker.matching.identities import products
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided
from worker.values.arithmetic import Values

ORDER = 16
LEAST = 2
"""Lines that have both."""
CLOSE = 1.0001
_LIST = "gross_cost"


def concerns(facts: Facts) -> bool:
    """Columns of numbers that the sheet adds up."""
    return facts.has.issuperset(("summed", "numbers"))


def apply(table: Table) -> list[Ranking]:
    """Only where one price is added up, one column is money, and no product has the price as a factor."""
    rankings = list(table.rankings)
    rates = table.fields.names("rate")
    money = table.fields.names("money")
    costs = [at for at, ranking in enumerate(rankings) if chance_of(ranking, money) >= LIKELY]
    prices = [
        at
        for at, column in enumerate(table.columns)
        if column.summed and chance_of(rankings[at], rates) >= LIKELY
    ]
    if len(prices) != 1 or len(costs) != 1 or _LIST not in table.fields:
        return rankings
    price, cost = prices[0], costs[0]
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if any(column.numbers)}
    if _is_at_least(numbers.get(price, ()), numbers.get(cost, ())) and not any(
        price in (product.first, product.second) for product in products(numbers)
    ):
        rankings[price] = decided(rankings[price], _LIST)
    return rankings


def _is_at_least(prices: Values, costs: Values) -> bool:
    """Whether every line that has both costs no more than its price, and two lines or more have both."""
    both = [(p, c) for p, c in zip(prices, costs, strict=False) if p is not None and c is not None]
    return len(both) >= LEAST and all(cost <= price * CLOSE for price, cost in both)
