"""What one unit has is no measure: where rating x spots = GRPs line by line, the rating gives way to the GRPs."""

from __future__ import annotations

from worker.matching.identities import products
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, left_open, likeliest
from worker.values.arithmetic import Values

ORDER = 63
CLAIMED = 0.1
"""Chance from which a header may mean the field."""


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """'RTG' is left open beside 'Total spots' and 'Total GRPs'; what no count multiplies stays.

    A product that may be money as well is what its factor costs, where the factor is surer to be the measure.
    """
    rankings = list(table.rankings)
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if column.numbers}
    measures = table.fields.names("count", "points")
    money = table.fields.names("money")
    for product in products(numbers) if len(numbers) > 2 else ():
        if product.scale != 1.0:
            continue
        field = likeliest(rankings[product.result], measures)
        for one, count in ((product.first, product.second), (product.second, product.first)):
            if (
                field
                and _claim(rankings[product.result], field)
                and _claim(rankings[one], field)
                and not _costs(rankings[product.result], rankings[one], field, money)
                and not _claim(rankings[count], field)
                and _is_count(numbers[count])
            ):
                because = f"is of one, and '{table.headers[product.result].text.strip()}' of all"
                rankings[one] = left_open(rankings[one], because)
                rankings[product.result] = decided(rankings[product.result], field)
    return rankings


def _costs(product: Ranking, one: Ranking, field: str, money: frozenset[str]) -> bool:
    """Whether the product may be money, and its factor the count: 'Bil. siaran' x 'Kadar' = 'Jumlah kos'."""
    surer = chance_of(product, (field,)) < LIKELY <= chance_of(one, (field,))
    return surer and chance_of(product, money) >= CLAIMED


def _claim(ranking: Ranking, field: str) -> bool:
    return ranking.chances.get(field, 0.0) >= CLAIMED


def _is_count(numbers: Values) -> bool:
    return all(float(number).is_integer() and number >= 0 for number in numbers if number is not None)
