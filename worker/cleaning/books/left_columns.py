"""What a column of numbers is that a table has and raw data does not: a rate, a repetition, an id, or nothing known."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Literal

import numpy as np

from worker.cleaning.lines import Bools, Floats, Lines, floats_of
from worker.cleaning.measures import additive_names, is_money

Meaning = Literal["rate", "repeat", "identifier", "open"]
HOLDS = 0.9
"""Share of the lines on which arithmetic must hold."""
LEAST = 2
"""Lines that prove a product or a sum; a constant ratio needs one more."""
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
    """What the numbers of a column are, one a line, as far as arithmetic with the exported numbers proves it."""
    if _counts_lines(values):
        return "identifier"
    numbers = exported_numbers(lines)
    if any(_same(values, other) for other in numbers.values()):
        return "repeat"
    if _is_product(values, numbers, lines):
        return "rate"
    money = [numbers[f.name] for f in lines.template.fields if f.name in numbers and is_money(f)]
    if any(_in_proportion(values, other) for other in money):
        return "repeat"
    if any(
        _same(values, a + b) or _same(values, a - b) or _same(values, b - a)
        for a, b in combinations(money, 2)
    ):
        return "repeat"
    return "open"


def _counts_lines(values: Floats) -> bool:
    """1, 2, 3: the number of the line."""
    numbers = values[np.isfinite(values)]
    steps = np.diff(numbers)
    return len(numbers) >= LEAST and numbers[0] in (0.0, 1.0) and bool((steps == 1).all())


def _same(values: Floats, other: Floats) -> bool:
    both = _both(values, other)
    return int(both.sum()) >= LEAST and _holds(np.isclose(values[both], other[both], rtol=1e-6, atol=0.01))


def _in_proportion(values: Floats, other: Floats) -> bool:
    """Whether each is the same multiple of the other, which is not the same on each line."""
    both = _both(values, other)
    if int(both.sum()) <= LEAST or len(np.unique(other[both])) < LEAST:
        return False
    ratios = values[both] / other[both]
    return _holds(np.isclose(ratios, np.median(ratios), rtol=1e-4))


def _is_product(values: Floats, numbers: Mapping[str, Floats], lines: Lines) -> bool:
    """Whether values x units = cost, per piece, per hundred or per thousand; or a share of a sum."""
    counts = [numbers[n] for n in additive_names(lines.template) if n in numbers]
    for cost in counts:
        whole = np.nansum(cost)
        if whole and _near(values, cost / whole):
            return True
        for units in counts:
            if units is cost:
                continue
            with np.errstate(all="ignore"):
                ratio = cost / units
            if any(_near(values, ratio * per) for per in (1.0, 100.0, 1000.0)):
                return True
    return False


def _near(values: Floats, other: Floats) -> bool:
    both = _both(values, other)
    if int(both.sum()) < LEAST:
        return False
    return _holds(
        np.isclose(
            values[both], other[both], rtol=CLOSE, atol=0.0051 if np.abs(other[both]).max() > 1 else 1e-4
        )
    )


def _both(values: Floats, other: Floats) -> Bools:
    amounts: Bools = np.isfinite(values) & np.isfinite(other) & (values != 0) & (other != 0)
    return amounts


def _holds(agree: Bools) -> bool:
    return bool(agree.mean() >= HOLDS)
