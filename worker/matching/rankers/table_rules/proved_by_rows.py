"""Units x rate = cost, line by line, says which column is the cost and which the price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isclose

from worker.matching.identities import CLOSE, Product, Share, products, shares
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import (
    LIKELY,
    SURE,
    Table,
    chance_of,
    decided,
    is_known,
    likeliest,
    without,
)
from worker.matching.words.headers import Header
from worker.values.arithmetic import MIXED, PER_THOUSAND, Values
from worker.values.scales import scale_of

ORDER = 60
CLAIMED = 0.1
"""Chance of a field that arithmetic can make sure."""
SURE_PRICE = 0.8
"""Chance from which a column is the price of a thousand, and another the cost, by their headers."""
MAY_SHOW = 0.001
"""Chance of impressions from which the price of a thousand makes a count sure to be them."""
_SHOWN = frozenset({"impressions", "planned_impressions"})
TAXES = (1.03, 1.3)
"""Ratios of an amount with tax to the same without."""
_ON_TOP = frozenset({"gross", "incl_vat", "incl_fee"})
"""Words with which an amount that says net is one with something added."""


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """A price is no amount of money, a product no price; a likely field that arithmetic confirms becomes sure."""
    rankings = list(table.rankings)
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if column.numbers}
    if len(numbers) < 2:
        return rankings
    families = _Families(
        table.fields.names("money"),
        table.fields.names("rate"),
        table.fields.names("count"),
    )
    _per_thousand_impressions(numbers, table.headers, rankings, families)
    for product in products(numbers):
        _priced(product, rankings, families)
    for share in shares(numbers):
        _taxed(share, rankings, families.money, is_net(table.headers[share.larger]))
    return rankings


def _per_thousand_impressions(
    numbers: Mapping[int, Values], headers: Sequence[Header], rankings: list[Ranking], families: _Families
) -> None:
    """What costs as much as the price of a thousand impressions says, on one line or many, are impressions.

    A cost and a count may be in thousands, as their headers say.
    """
    prices = [at for at in numbers if dict(rankings[at].fields).get("cpm", 0.0) >= SURE_PRICE]
    costs = [at for at in numbers if chance_of(rankings[at], families.money) >= SURE_PRICE]
    if len(prices) != 1 or len(costs) != 1:
        return
    price, cost = numbers[prices[0]], numbers[costs[0]]
    per_thousand = PER_THOUSAND * scale_of(headers[costs[0]].text)
    for at, count in numbers.items():
        lines = [(n, p, c) for n, p, c in zip(count, price, cost, strict=True) if n and p and c]
        whole = per_thousand / scale_of(headers[at].text)
        exact = bool(lines) and all(isclose(n * p, c * whole, rel_tol=CLOSE) for n, p, c in lines)
        impressions = likeliest(rankings[at], _SHOWN)
        if exact and impressions and chance_of(rankings[at], _SHOWN) >= MAY_SHOW:
            rankings[at] = decided(rankings[at], impressions)


class _Families:
    """The names of the fields that take part in an identity."""

    def __init__(self, money: frozenset[str], rates: frozenset[str], counts: frozenset[str]) -> None:
        self.money, self.rates, self.counts = money, rates, counts


def _priced(product: Product, rankings: list[Ranking], families: _Families) -> None:
    """Of a cost with its price and its count, each becomes what it is likeliest to be of its family."""
    cost = rankings[product.result]
    if chance_of(cost, families.money) < CLAIMED:
        return
    first, second = rankings[product.first], rankings[product.second]
    if chance_of(first, families.rates) < chance_of(second, families.rates):
        price, count = product.second, product.first
    else:
        price, count = product.first, product.second
    if chance_of(rankings[count], families.counts) < CLAIMED:
        return
    if chance_of(rankings[price], families.rates) < CLAIMED:
        if not _is_no_count(rankings[price], cost, families) or product.scale not in MIXED:
            return
        rankings[price] = decided(rankings[price], "unit_rate")
    rankings[product.result] = _made_sure(cost, families.money)
    of_thousand = families.rates & {"cpm"} if product.scale == PER_THOUSAND else frozenset()
    named = likeliest(rankings[price], families.rates)
    if of_thousand and chance_of(rankings[price], of_thousand) >= CLAIMED and named == "unit_rate":
        rankings[price] = decided(rankings[price], "cpm")
    else:
        rankings[price] = _made_sure(rankings[price], families.rates)
    rankings[count] = _made_sure(_by_piece(rankings[count], product), families.counts)


def _is_no_count(factor: Ranking, cost: Ranking, families: _Families) -> bool:
    """Whether a factor of a sure cost that seems to be a count, by a word like it, is a price: the other one counts."""
    seems_count = chance_of(factor, families.counts) >= LIKELY and not is_known(factor)
    return seems_count and chance_of(cost, families.money) >= SURE_PRICE and "unit_rate" in families.rates


def _by_piece(count: Ranking, product: Product) -> Ranking:
    """What is paid by the piece is no impressions, unless its header says so word for word."""
    if product.scale == PER_THOUSAND or is_known(count):
        return count
    return without(count, _SHOWN) if chance_of(count, ("planned_units",)) else count


def _made_sure(ranking: Ranking, family: frozenset[str]) -> Ranking:
    """The ranking within one family: its likeliest field keeps its lead over the others and gains from all the rest."""
    field = likeliest(ranking, family)
    whole = chance_of(ranking, family)
    if field is None or not whole:
        return ranking
    share = ranking.chances[field] / whole
    return decided(ranking, field, min(SURE, max(share, ranking.chances[field])))


def is_net(header: Header) -> bool:
    """Whether a header says net and nothing of what comes on top: 'Netto 1' before the agency's commission."""
    return "net" in header.modifiers and not header.modifiers & _ON_TOP


def _taxed(share: Share, rankings: list[Ranking], money: frozenset[str], larger_is_net: bool) -> None:
    """Net and gross cost that differ by a tax on every line are sure; of two net costs the larger is the gross one.

    Where the larger says itself that it is net, both are net costs: before a commission or a discount, and after it.
    """
    low, high = TAXES
    if not low <= share.ratio <= high or not {"net_cost", "gross_cost"} <= money:
        return
    smaller, larger = rankings[share.smaller], rankings[share.larger]
    if smaller.best[0] not in money or larger.best[0] not in money:
        return
    if (smaller.best[0], larger.best[0]) == ("net_cost", "gross_cost"):
        rankings[share.smaller] = decided(smaller, "net_cost", max(SURE, smaller.best[1]))
        rankings[share.larger] = decided(larger, "gross_cost", max(SURE, larger.best[1]))
    elif smaller.best[0] == larger.best[0] in ("net_cost", "planned_budget") and not larger_is_net:
        rankings[share.larger] = decided(without(larger, frozenset(["net_cost"])), "gross_cost", 0.9)
