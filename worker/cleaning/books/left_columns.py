"""What a column of numbers is that a table has and raw data does not: a rate, a repetition, an id, or nothing known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations
from math import isclose
from typing import Literal

import numpy as np

from worker.cleaning.lines import Floats, Lines, floats_of, plain_values
from worker.cleaning.measures import amount_names, money_names
from worker.values.arithmetic import (
    LEAST_LINES,
    MIXED,
    PER_HUNDRED,
    SCALES,
    STEADY,
    Values,
    agree,
    both,
    constant_ratio,
    is_product,
    same,
)
from worker.values.comparisons import is_comparison

Meaning = Literal["rate", "repeat", "identifier", "open"]
MOST_LINES = 2_000
CLOSE = 0.006
"""Relative difference that rounding leaves in a printed price."""


def exported_numbers(lines: Lines) -> dict[str, Floats]:
    """The exported numbers of each line by field; of periods, their sum."""
    numbers = {name: n for name, c in lines.columns.items() if (n := floats_of(c.values)) is not None}
    for amounts in lines.amounts:
        if amounts.measure and amounts.measure not in numbers:
            numbers[amounts.measure] = np.nansum(amounts.values, axis=1)
    return numbers


def meaning_of(values: Floats, lines: Lines) -> Meaning:
    """What the numbers of a column are, one a line, as far as arithmetic with the exported numbers proves it.

    Of a long table some thousand lines, evenly spread, stand for all.
    """
    if _counts_lines(values):
        return "identifier"
    step = max(1, len(values) // MOST_LINES)
    column = plain_values(values[::step])
    exported = exported_numbers(lines)
    numbers = {name: plain_values(other[::step]) for name, other in exported.items()}
    if any(same(column, other) for other in numbers.values()):
        return "repeat"
    amounts = [n for n in sorted(amount_names(lines.template)) if n in numbers]
    wholes = {n: float(np.nansum(exported[n])) for n in amounts}
    pairs = [(numbers[n], wholes[n]) for n in amounts]
    if _is_rate(column, pairs) or _is_fraction_of_one_line(column, pairs):
        return "rate"
    money = [numbers[name] for name in money_names(lines.template) if name in numbers]
    if any(_in_proportion(column, other) for other in money):
        return "repeat"
    if any(
        _is_sum(*three)
        for a, b in combinations(money, 2)
        for three in ((a, b, column), (a, column, b), (b, column, a))
    ):
        return "repeat"
    if any(is_comparison(planned, delivered, column) for planned, delivered in permutations(money, 2)):
        return "rate"
    return "open"


def _counts_lines(values: Floats) -> bool:
    """1, 2, 3: the number of the line."""
    numbers = values[np.isfinite(values)]
    steps = np.diff(numbers)
    return len(numbers) >= LEAST_LINES and numbers[0] in (0.0, 1.0) and bool((steps == 1).all())


def _in_proportion(column: Values, other: Values) -> bool:
    """Whether each is the same multiple of the other, which is not the same on each line."""
    pairs = both(column, other)
    varies = len({b for _, b in pairs}) >= LEAST_LINES
    ratio = constant_ratio(other, column) if varies else None
    return ratio is not None and (len(pairs) > LEAST_LINES or _is_half_percents(ratio))


def _is_half_percents(ratio: float) -> bool:
    """Whether a share is one that people agree on, 10 % or 7.5 %: then two lines prove it."""
    steps = ratio * 2 * PER_HUNDRED
    return ratio < 1 and isclose(steps, round(steps), rel_tol=STEADY)


def _is_sum(first: Values, second: Values, whole: Values) -> bool:
    """Whether the third column adds up the other two."""
    return same(
        [None if a is None or b is None else a + b for a, b in zip(first, second, strict=True)], whole
    )


def _is_fraction_of_one_line(column: Values, amounts: Sequence[tuple[Values, float]]) -> bool:
    """Whether the only number of a column has decimals and is, exactly, one amount of its line by another."""
    numbers = [(at, value) for at, value in enumerate(column) if value]
    if len(numbers) != 1 or float(numbers[0][1]).is_integer():
        return False
    at, rate = numbers[0]
    own = [amount for values, _ in amounts if (amount := values[at])]
    return any(
        isclose(rate * units, cost * scale, rel_tol=1e-9)
        for units, cost in permutations(own, 2)
        for scale in SCALES
    )


def _is_rate(column: Values, amounts: Sequence[tuple[Values, float]]) -> bool:
    """Whether column x units = cost, per piece, per hundred or per thousand; or the share of an amount's whole sum."""
    rounding = 0.0051 if max((abs(v) for v in column if v), default=0.0) > 1 else 1e-4
    for cost, whole in amounts:
        if whole and agree([(v, c / whole) for v, c in both(column, cost)], CLOSE, rounding):
            return True
        if any(
            is_product(column, units, cost, scales, CLOSE, rounding)
            for units, _ in amounts
            if units is not cost
            for scales in (MIXED, (PER_HUNDRED,))
        ):
            return True
    return False
