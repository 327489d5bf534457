"""Which columns are worked out from others: units x rate = cost, cost / impressions = CPM, net + VAT = gross.

Columns are compared line by line. What holds on every line that has all its numbers is no chance: a product of two
columns that a third shows, and a constant share between two columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import isclose
from typing import NamedTuple

LEAST_LINES = 2
"""Lines on which an identity must hold before it counts."""
AGREE = 0.9
"""Share of the lines that must agree: a line may be rounded, discounted or typed by hand."""
CLOSE = 0.004
"""Relative difference of a product and the column that shows it: prices are rounded."""
STEADY = 1e-4
"""Relative difference of two shares that count as one."""
MOST_COLUMNS = 40
PER_THOUSAND, PER_HUNDRED = 1000.0, 100.0
Values = Sequence[float | None]


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
        for scale in (1.0, PER_THOUSAND, PER_HUNDRED)
        if _holds(columns[first], columns[second], telling[result], scale)
    ]


def shares(columns: Mapping[int, Values]) -> Iterator[Share]:
    """Pairs of columns with a constant ratio above 1."""
    telling = {at: values for at, values in columns.items() if _varies(values)}
    for first, second in combinations(telling, 2):
        pairs = [(a, b) for a, b in zip(telling[first], telling[second], strict=True) if a and b]
        if len(pairs) < LEAST_LINES:
            continue
        ratio = sum(b for _, b in pairs) / (sum(a for a, _ in pairs) or 1.0)
        if ratio <= 0 or not all(isclose(b, a * ratio, rel_tol=STEADY, abs_tol=0.011) for a, b in pairs):
            continue
        if ratio > 1 + STEADY:
            yield Share(first, second, ratio)
        elif ratio < 1 - STEADY:
            yield Share(second, first, 1 / ratio)


def _varies(values: Values) -> bool:
    """Whether a column has two different numbers besides 0 and 1."""
    return len({value for value in values if value and value != 1.0}) >= LEAST_LINES


def _holds(first: Values, second: Values, result: Values, scale: float) -> bool:
    lines = agree = 0
    for a, b, c in zip(first, second, result, strict=True):
        if not a or not b or not c or a == 1.0 or b == 1.0:
            continue
        lines += 1
        agree += isclose(a * b, c * scale, rel_tol=CLOSE)
        if lines - agree > (1 - AGREE) * len(result):
            return False
    return lines >= LEAST_LINES and agree >= AGREE * lines
