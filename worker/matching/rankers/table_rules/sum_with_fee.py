"""An amount and what comes on top of it add up to a third one: that is the gross cost, and what it began with the net one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from worker.matching.identities import products
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import (
    LIKELY,
    Table,
    chance_of,
    decided,
    is_known,
    left_open,
    likeliest,
    without,
)
from worker.values.arithmetic import MOST_COLUMNS, Values, constant_ratio, parts_of_rest

ORDER = 61
CLAIMED = 0.1
"""Chance of a price or of money from which an amount takes part."""
MOST = 0.5
"""Share of an amount that a fee or a tax reaches at most."""
_NET, _GROSS, _FEE, _SPENT = "net_cost", "gross_cost", "agency_fee", "spend"
_TOPS = frozenset({"~tax"})
BECAUSE = "is '{amount}' with '{top}' added"


class _Sum(NamedTuple):
    """Three columns of which two add up to the third."""

    amount: int
    top: int
    whole: int


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """'Creator fee | Service fee | Total': one such sum, whose whole is neither spent nor the price of one, decides all three.

    Of an amount that was delivered the sum is no cost of the plan.
    """
    rankings = list(table.rankings)
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if any(column.numbers)}
    if len(numbers) < 3 or not {_NET, _GROSS, _FEE} <= table.fields.keys():
        return rankings
    money = table.fields.names("money") | {_FEE}
    sums = [
        one for one in _sums(_amounts(table, numbers, money), rankings) if _is_of_lines(one, table, numbers)
    ]
    if len(sums) != 1:
        return rankings
    ((amount, top, whole),) = sums
    if chance_of(rankings[whole], (_SPENT,)) >= LIKELY or chance_of(rankings[amount], (_GROSS,)) >= LIKELY:
        return rankings
    headers = [table.headers[at].text.strip() for at in (amount, top)]
    because = BECAUSE.format(amount=headers[0], top=headers[1])
    if "actual" in table.headers[amount].modifiers:
        rankings[amount] = decided(rankings[amount], _SPENT)
        rankings[whole] = left_open(rankings[whole], because)
        return rankings
    own = likeliest(rankings[amount], money - {_FEE, _GROSS, _SPENT})
    is_money = own is not None and chance_of(rankings[amount], money - {_FEE}) >= LIKELY
    rankings[amount] = decided(rankings[amount], own if is_money and own else _NET)
    others = (at for at in range(len(rankings)) if at not in (amount, top, whole))
    rival = next((at for at in others if chance_of(rankings[at], (_GROSS,)) >= LIKELY), None)
    if rival is None:
        rankings[whole] = decided(without(rankings[whole], (_NET,)), _GROSS)
    elif rankings[whole].best[0] in money:
        rankings[whole] = left_open(rankings[whole], because)
    return rankings


def _amounts(table: Table, numbers: Mapping[int, Values], money: frozenset[str]) -> dict[int, Values]:
    """The columns that may take part: the sheet adds them up, or they may be money, a price or a tax."""
    family = money | table.fields.names("rate")
    return {
        at: values
        for at, values in numbers.items()
        if table.columns[at].summed
        or chance_of(table.rankings[at], family) >= CLAIMED
        or _is_tax(table.rankings[at])
    }


def _sums(amounts: Mapping[int, Values], rankings: list[Ranking]) -> Iterator[_Sum]:
    """Each amount with what comes on top: the fee or tax by its name, or the smaller one where it is a fixed share."""
    for amount, top in permutations(list(amounts)[:MOST_COLUMNS], 2):
        named = _is_tax(rankings[top]) or chance_of(rankings[top], (_FEE,)) >= LIKELY
        both_named = named and chance_of(rankings[amount], (_FEE,)) >= LIKELY
        share = constant_ratio(amounts[amount], amounts[top])
        is_share = share is not None and 0 < share < MOST
        if not is_share and (
            not named or both_named or sum(map(_or_0, amounts[top])) >= sum(map(_or_0, amounts[amount]))
        ):
            continue
        for whole in amounts.keys() - {amount, top}:
            if parts_of_rest(amounts[whole], amounts[amount], {top: amounts[top]}):
                yield _Sum(amount, top, whole)


def _is_of_lines(one: _Sum, table: Table, numbers: Mapping[int, Values]) -> bool:
    """Whether no product has the sum as its factor: 'Price + fee' of one, times a quantity, is a price."""
    factors = {at for product in products(numbers) for at in (product.first, product.second)}
    return one.whole not in factors and not (is_known(table.rankings[one.amount]) and one.amount in factors)


def _is_tax(ranking: Ranking) -> bool:
    return ranking.concept is not None and ranking.concept[0] in _TOPS


def _or_0(value: float | None) -> float:
    return value or 0.0
