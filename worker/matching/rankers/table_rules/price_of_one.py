"""An amount that gives the cost only times a count, less what was taken off, is the price of one and no cost."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, left_open
from worker.matching.rankers.table_rules.planned_or_delivered import as_planned
from worker.values.arithmetic import LEAST_LINES, PER_THOUSAND, ROUNDED, Values

ORDER = 64
BECAUSE = "is the list price of one, and '{price}' what one costs"
CLAIMED = 0.1
"""Chance of a count from which a column may say how many were bought."""
LEAST_LEFT = 0.2
"""Share of its list price below which nobody sells."""
STEADIER = 0.5
"""How far the share of cost and list price may vary, of what that of cost and price alone does."""
_PRICE = "unit_rate"


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """'Rate card' beside a quantity and an order value above it is a unit rate, or left open beside the one agreed."""
    rankings = list(table.rankings)
    money = table.fields.names("money")
    counts = table.fields.names("count")
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if any(column.numbers)}
    amounts = [at for at in numbers if chance_of(rankings[at], money) >= LIKELY]
    bought = {at: numbers[at] for at in numbers if chance_of(rankings[at], counts) >= CLAIMED}
    if len(amounts) < 2 or not bought or _PRICE not in table.fields:
        return rankings
    summed = {at for at in amounts if table.columns[at].summed}
    for at in set(amounts) - summed:
        costs = [c for c in amounts if c != at and _is_of_one(numbers[at], bought, numbers[c])]
        for cost in costs:
            rankings[cost] = as_planned(rankings[cost])
        if costs:
            agreed = [other for other in numbers if chance_of(rankings[other], (_PRICE,)) >= LIKELY]
            rankings[at] = (
                left_open(rankings[at], BECAUSE.format(price=table.headers[agreed[0]].text.strip()))
                if agreed
                else decided(rankings[at], _PRICE)
            )
    return rankings


def _is_of_one(price: Values, counts: Mapping[int, Values], cost: Values) -> bool:
    return any(_is_discounted(price, count, cost) for count in counts.values())


def _is_discounted(price: Values, count: Values, cost: Values) -> bool:
    """Whether cost is a steadier share of price x count than of the price, never above all of it, and once above one price.

    A price is one of a piece or, line by line, of a thousand.
    """
    lines = [(p, n, c) for p, n, c in zip(price, count, cost, strict=True) if p and n and c]
    if len(lines) < LEAST_LINES or not any(c > p * (1 + ROUNDED) for p, _, c in lines):
        return False
    left = [_share(c / (p * n)) for p, n, c in lines]
    if not all(LEAST_LEFT <= share <= 1 + ROUNDED for share in left):
        return False
    alone = [c / p for p, _, c in lines]
    return _spread(left) <= STEADIER * _spread(alone)


def _share(of_pieces: float) -> float:
    return of_pieces * PER_THOUSAND if of_pieces < LEAST_LEFT else of_pieces


def _spread(ratios: list[float]) -> float:
    return log(max(ratios) / min(ratios))
