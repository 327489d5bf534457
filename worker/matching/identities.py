"""Which columns are worked out from others: units x rate = cost, cost / impressions = CPM, net + VAT = gross.

What holds on every line that has all its numbers is no chance: a product of two columns that a third shows, and a
constant share between two columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from worker.values.arithmetic import (
    LEAST_LINES,
    STEADY,
    Values,
    constant_ratio,
    scales_of_product,
)

CLOSE = 0.004
"""Relative difference of a product and the column that shows it: prices are rounded."""
MOST_COLUMNS = 40


class Product(NamedTuple):
    """Two columns whose product, divided by `scale`, is a third one."""

    first: int
    second: int
    result: int
    scale: float
    """1.0; 1,000 where one of the two is a price of a thousand; 100 where it is a percent written as a number."""


class Share(NamedTuple):
    """A column that is the same multiple of another one on every line."""

    smaller: int
    larger: int
    ratio: float
    """Above 1."""


def products(columns: Mapping[int, Values]) -> list[Product]:
    """Every product among *columns* (by position); columns that hold one and the same number prove nothing."""
    telling = {at: values for at, values in list(columns.items())[:MOST_COLUMNS] if _varies(values)}
    return [
        Product(first, second, result, scale)
        for first, second in combinations(columns, 2)
        if first in telling or second in telling
        for result in telling
        if result not in (first, second)
        for scale in scales_of_product(columns[first], columns[second], telling[result], CLOSE)
    ]


def shares(columns: Mapping[int, Values]) -> Iterator[Share]:
    """Pairs of columns with a constant ratio above 1."""
    telling = {at: values for at, values in columns.items() if _varies(values)}
    for first, second in combinations(telling, 2):
        ratio = constant_ratio(telling[first], telling[second])
        if ratio is None or ratio <= 0:
            continue
        if ratio > 1 + STEADY:
            yield Share(first, second, ratio)
        elif ratio < 1 - STEADY:
            yield Share(second, first, 1 / ratio)


def _varies(values: Values) -> bool:
    """Whether a column has two different numbers besides 0 and 1."""
    return len({value for value in values if value and value != 1.0}) >= LEAST_LINES
