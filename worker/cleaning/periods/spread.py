"""One amount over several rows, so that the rows add up to it exactly."""

from __future__ import annotations

from typing import Literal

import numpy as np

from worker.cleaning.lines import Floats, Ints

Grain = Literal["cents", "whole"]
_TAIL = 1e-9


def spread(totals: Floats, weights: Floats, groups: Ints, grain: Grain) -> Floats:
    """The part of each row: its group's total by the row's share of the weights.

    *totals* has one amount a group, *weights* (not negative) and *groups* one entry a row; rows of a group stand
    together. `cents` rounds each part down to the cent and leaves the rest on the last row. `whole` shares out whole
    units evenly, where the total is whole, and falls back on cents where it is not. A total of NaN stays blank.
    """
    if not len(groups):
        return np.zeros(0, dtype=np.float64)
    first = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    last = np.r_[first[1:] - 1, len(groups) - 1]
    size = last - first + 1
    amounts = totals[groups[first]]
    if (size == 1).all():
        return np.array(amounts, dtype=np.float64)
    reached = _shares_reached(weights, first, last, size)
    parts = _cents(amounts, reached, first, last, size)
    if grain == "whole":
        whole = np.isfinite(amounts) & (amounts == np.round(amounts)) & (np.abs(amounts) < 2**52)
        even = _differences(np.rint(np.repeat(np.where(whole, amounts, 0.0), size) * reached), first)
        parts = np.where(np.repeat(whole, size), even, parts)
    return parts


def _shares_reached(weights: Floats, first: Ints, last: Ints, size: Ints) -> Floats:
    """For each row the share of its group's weight up to and with it; exactly 1 on the last."""
    running = np.cumsum(weights)
    before = np.repeat(running[first] - weights[first], size)
    whole = np.repeat(np.add.reduceat(weights, first), size)
    position = np.arange(len(weights)) - np.repeat(first, size) + 1
    with np.errstate(all="ignore"):
        reached = np.where(whole > 0, (running - before) / whole, position / np.repeat(size, size))
    reached = np.clip(reached, 0.0, 1.0)
    reached[last] = 1.0
    return reached


def _cents(amounts: Floats, reached: Floats, first: Ints, last: Ints, size: Ints) -> Floats:
    """Parts rounded down to the cent, what is left on the last; a tail beyond cents stays there as well."""
    numbers = np.nan_to_num(amounts)
    cents = np.rint(numbers * 100)
    tail = numbers - cents / 100
    tail[np.abs(tail) < _TAIL] = 0.0
    exact = np.repeat(cents, size) * _differences(reached, first)
    parts = np.trunc(exact + np.copysign(1e-6, exact))
    parts[last] = 0.0
    parts[last] = cents - np.add.reduceat(parts, first)
    result = parts / 100
    result[last] += tail
    result[last[size == 1]] = numbers[size == 1]
    result[np.repeat(np.isnan(amounts), size)] = np.nan
    return result


def _differences(reached: Floats, first: Ints) -> Floats:
    """From what is reached to each row's own part, starting anew in each group."""
    parts = np.diff(reached, prepend=0.0)
    parts[first] = reached[first]
    return parts
