"""An amount that less its line's discount is the cost is the list price, the gross cost, and the cost a planned one."""

from __future__ import annotations

from collections.abc import Mapping

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, is_known, left_open
from worker.matching.rankers.table_rules.planned_or_delivered import as_planned
from worker.matching.rankers.table_rules.proved_by_rows import is_net
from worker.values.arithmetic import Values, is_list_price

ORDER = 59
CLAIMED = 0.05
"""Chance of money or of a price from which an amount may be the list price."""
_DISCOUNT = "~discount"
_LIST, _COST, _BUDGET, _SPENT, _FEE = "gross_cost", "net_cost", "planned_budget", "spend", "agency_fee"
_PRICE = "unit_rate"
"""A rate whose names are those of list prices as well."""


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """The one such amount becomes the gross cost, and who discounts spends nothing yet; costs with other columns added ('incl. production') count as well.

    Of two amounts that the plan adds up the discounts prove both, whatever they are called; but no net cost is the list
    price of a share of it ('Co-op %' of 'Net cost' is who pays), and no fee is a cost after discount.
    Beside a surer gross cost ('incl. VAT') it is left open: the template has no field for list prices. So is the list
    price of one, whose cost less the discount is a rate.
    """
    rankings = list(table.rankings)
    money = table.fields.names("money")
    rates = table.fields.names("rate")
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if any(column.numbers)}
    share = _discount(table, numbers)
    if share is None or not {_LIST, _COST} <= table.fields.keys():
        return rankings
    added_up = {at for at in numbers if table.columns[at].summed}
    named = {at for at in numbers if chance_of(rankings[at], money) >= LIKELY}
    fees = {at for at in numbers if chance_of(rankings[at], (_FEE,)) >= LIKELY}
    costs = (named | added_up) - fees
    nets = {at for at in named if is_net(table.headers[at])}
    lists = {
        at: cost
        for at in numbers.keys() - {share}
        for cost in costs
        if cost != at and (chance_of(rankings[at], money | rates) >= CLAIMED or {at, cost} <= added_up)
        if not (is_known(rankings[at]) and rankings[at].best[0] in rates - {_PRICE})
        if at not in nets or cost in named
        for extra in (None, *(n for n in numbers if n not in (at, share, cost)))
        if is_list_price(
            numbers[at], numbers[share], numbers[cost], numbers[extra] if extra is not None else None
        )
    }
    if len(lists) == 1:
        ((at, cost),) = lists.items()
        rankings[cost] = as_planned(rankings[cost])
        if (own := rankings[cost].best[0]) and own in (_COST, _BUDGET):
            rankings[cost] = decided(rankings[cost], own)
        if {at, cost} <= added_up and chance_of(rankings[cost], money - {_SPENT}) < LIKELY:
            rankings[cost] = decided(rankings[cost], _COST)
        rankings[at] = _list_price(table, rankings, at)
    for at in numbers.keys() - added_up - {share} - lists.keys():
        prices = (other for other in numbers if other != at and chance_of(rankings[other], rates) >= LIKELY)
        of_one = (is_list_price(numbers[at], numbers[share], numbers[price]) for price in prices)
        if rankings[at].best[0] in money and any(of_one):
            rankings[at] = left_open(rankings[at], "is the price of one before the discount")
    return rankings


def _discount(table: Table, numbers: Mapping[int, Values]) -> int | None:
    """The one column of discounts: by its words, else the one of percents that is nothing else.

    Behind a delivered column a percent says how far that is from the plan.
    """
    named = [at for at in numbers if (concept := table.rankings[at].concept) and concept[0] == _DISCOUNT]
    percents = [
        at
        for at in numbers
        if "percent" in table.headers[at].modifiers
        and not any("actual" in header.modifiers for header in table.headers[max(0, at - 2) : at])
    ]
    columns = named or [at for at in percents if table.rankings[at].best[1] < LIKELY]
    return columns[0] if len(columns) == 1 else None


def _list_price(table: Table, rankings: list[Ranking], at: int) -> Ranking:
    """The ranking of the list price in column *at*."""
    chances = [chance_of(ranking, (_LIST,)) for ranking in rankings]
    rival = max((other for other in range(len(rankings)) if other != at), key=chances.__getitem__)
    if chances[rival] >= max(LIKELY, chances[at]):
        surer = table.headers[rival].text.strip()
        return left_open(rankings[at], f"is the list price, and '{surer}' has the gross cost")
    return decided(rankings[at], _LIST)
