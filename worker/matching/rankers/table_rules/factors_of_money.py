"""An unknown column that gives the table's money times a price is a count; a person says of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.matching.identities import Product, products
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, likeliest
from worker.values.arithmetic import PER_THOUSAND, Values

ORDER = 69
CLAIMED = 0.1
"""Chance of money from which what a count and another column give may be it."""
_UNITS, _SHOWN, _PRICE, _CPM = "planned_units", "planned_impressions", "unit_rate", "cpm"


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Of two factors of a cost one is unknown: it is what the other one is not, a price or a count.

    Beside spots or units that are known, another count may be seconds or days: it stays open. What a known count and an
    unknown column give, and the sheet adds up, is the cost, where its header may mean money.
    """
    rankings = list(table.rankings)
    if not {_UNITS, _SHOWN, _PRICE, _CPM} <= table.fields.keys():
        return rankings
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if any(column.numbers)}
    money = table.fields.names("money")
    costs = {at for at in numbers if chance_of(rankings[at], money) >= LIKELY}
    likely = costs or _may_be_costs(table, numbers, money)
    if not likely or not any(rankings[at].is_unknown for at in numbers):
        return rankings
    identities = products(numbers)
    if not costs:
        costs = {one.result for one in identities if one.result in likely and _is_counted(one, table)}
        for at in costs:
            rankings[at] = decided(rankings[at], str(likeliest(rankings[at], money)))
    for product in identities:
        factors = (product.first, product.second)
        if product.result in costs and not costs & {*factors} and product.scale in (1.0, PER_THOUSAND):
            price = _price_of(factors, numbers, table, rankings)
            if price is not None:
                _decide(product, price, table, rankings)
    return rankings


def _may_be_costs(table: Table, numbers: Mapping[int, Values], money: frozenset[str]) -> set[int]:
    """The columns that the sheet adds up and whose headers may mean money."""
    return {
        at for at in numbers if table.columns[at].summed and chance_of(table.rankings[at], money) >= CLAIMED
    }


def _is_counted(product: Product, table: Table) -> bool:
    """Whether one factor is a count that is known, and the other one unknown."""
    counts = table.fields.names("count")
    first, second = table.rankings[product.first], table.rankings[product.second]
    return any(
        chance_of(count, counts) >= LIKELY and price.is_unknown
        for count, price in ((first, second), (second, first))
    )


def _price_of(
    factors: tuple[int, int], numbers: Mapping[int, Values], table: Table, rankings: Sequence[Ranking]
) -> int | None:
    """Which of two factors is the price; None where nothing tells."""
    rates = table.fields.names("rate")
    counts = table.fields.names("count", "points")
    signs = (
        lambda at: chance_of(rankings[at], rates) >= LIKELY,
        lambda at: chance_of(rankings[at], counts) < LIKELY,
        lambda at: table.kinds[at] == "money",
        lambda at: any(value and not float(value).is_integer() for value in numbers[at]),
        lambda at: not any(value == 1.0 for value in numbers[at]),
        lambda at: not table.columns[at].summed,
    )
    for sign in signs:
        first, second = map(sign, factors)
        if first != second:
            return factors[0] if first else factors[1]
    return None


def _decide(product: Product, price: int, table: Table, rankings: list[Ranking]) -> None:
    """Give the unknown ones of a price and its count their fields."""
    counts = table.fields.names("count")
    count = product.first if price == product.second else product.second
    per_thousand = product.scale == PER_THOUSAND
    if rankings[price].is_unknown:
        rankings[price] = decided(rankings[price], _CPM if per_thousand else _PRICE)
    if rankings[count].is_unknown and not any(chance_of(r, counts) >= LIKELY for r in rankings):
        field = _SHOWN if per_thousand else _UNITS  # a person is asked: they may be spots, days or weeks
        rankings[count] = decided(rankings[count], field)._replace(unsaid=field)
