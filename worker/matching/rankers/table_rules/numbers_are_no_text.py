"""Numbers that are worked with are no text: a factor of a proven product, a column that the sheet adds up, plain counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.matching.identities import Product, products
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, without
from worker.values.amounts import NO_UNIT
from worker.values.arithmetic import Values
from worker.values.kinds import Kind, Value, value_of

ORDER = 57
CLAIMED = 0.1
"""Chance of a count from which a header may name one."""
UNITS, UNITS_CHANCE = "planned_units", 0.9
"""What is multiplied by a price to a cost, where the header names no count."""
_NUMBERED = frozenset({"audience"})
"""A text that may be an age; an id, which is none, is a number as often as not."""
CODE = 4
"""Digits from which numbers of one length may be codes: products, rooms, postcodes."""


def concerns(facts: Facts) -> bool:
    """Columns with values."""
    return not facts.has.isdisjoint(("samples", "numbers"))


def apply(table: Table) -> list[Ranking]:
    """What arithmetic uses keeps no chance of a text; other plain numbers keep a small one, which is asked."""
    texts = table.fields.texts - _NUMBERED
    counts = table.fields.names("count")
    rankings = list(table.rankings)
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if column.numbers}
    claimed = {at: chance_of(ranking, texts) for at, ranking in enumerate(rankings)}
    if max(claimed.values(), default=0.0) < CLAIMED:
        return rankings
    proofs = _factors(numbers, table)
    for at, column in enumerate(table.columns):
        if claimed[at] < CLAIMED:
            continue
        if at in proofs or (column.summed and _are_plain(column.samples)):
            rankings[at] = without(rankings[at], texts, 0.0)
        elif _are_plain(column.samples) and not _are_codes(column.samples):
            rankings[at] = without(rankings[at], texts)
        if at in proofs and UNITS in table.fields and chance_of(table.rankings[at], counts) < CLAIMED:
            rankings[at] = decided(rankings[at], UNITS, UNITS_CHANCE)
    return rankings


def _factors(numbers: Mapping[int, Values], table: Table) -> frozenset[int]:
    """Columns that make a cost of a price."""
    rates, money = (table.fields.names(family) for family in ("rate", "money"))

    def factor(product: Product) -> int | None:
        if chance_of(table.rankings[product.result], money) < LIKELY:
            return None
        for price, count in ((product.first, product.second), (product.second, product.first)):
            if chance_of(table.rankings[price], rates) >= LIKELY:
                return count
        return None

    factors = (factor(product) for product in products(numbers))
    return frozenset(at for at in factors if at is not None)


def _are_plain(samples: Sequence[str]) -> bool:
    """Whether the values are two different numbers or more and nothing else: '1000 imp.' is a unit."""
    values = [meaning for meaning in map(value_of, samples) if meaning.kind is not Kind.BLANK]
    return len(values) > 1 and all(_is_plain(value) for value in values)


def _is_plain(value: Value) -> bool:
    if value.amount is None or value.amount.percent:
        return False
    return value.kind is Kind.MONEY or value.amount.unit == NO_UNIT


def _are_codes(samples: Sequence[str]) -> bool:
    lengths = {len(text) for text in samples if text.isdecimal()}
    return len(lengths) == 1 and min(lengths) >= CODE and all(map(str.isdecimal, samples))
