"""Columns that say something of two others: how far delivery is from the plan, and money at a rate of exchange."""

from __future__ import annotations

from math import isclose

from worker.values.arithmetic import CENT, LEAST_LINES, PER_HUNDRED, ROUNDED, STEADY, Values

CLOSE = 0.004
"""Relative difference of a share and the column that shows it: shares are rounded."""
MOST_APART = 10
"""How many times as much as was planned is ever delivered: clicks / CTR compares nothing."""


def is_comparison(planned: Values, delivered: Values, result: Values, *, varied: bool = True) -> bool:
    """Whether a third column says on every line how far the second is from the first: its difference, or a share of it.

    Args:
        varied: two different results at least; columns of one group need not say more than one.
    """
    lines = [
        (p, d, r) for p, d, r in zip(planned, delivered, result, strict=True) if p and d and r is not None
    ]
    results = {r for _, _, r in lines}
    if len(lines) < LEAST_LINES or len(results) < (LEAST_LINES if varied else 1) or results == {1.0}:
        return False
    if not all(1 / MOST_APART <= d / p <= MOST_APART for p, d, _ in lines):
        return False
    shown = [r for _, _, r in lines]
    return any(
        all(isclose(a, b, rel_tol=CLOSE, abs_tol=rounding) for a, b in zip(way, shown, strict=True))
        for way, rounding in (
            ([d - p for p, d, _ in lines], CENT),
            ([d / p - 1 for p, d, _ in lines], ROUNDED),
            ([d / p for p, d, _ in lines], ROUNDED),
            ([d / p * PER_HUNDRED for p, d, _ in lines], PER_HUNDRED * ROUNDED),
        )
    )


def is_exchange(local: Values, rates: Values, common: Values) -> bool:
    """Whether money times the rate of its line, of which there are several, is another column: 'CHF 200 | 1.06 | EUR 212'."""
    different = set()
    for own, rate, money in zip(local, rates, common, strict=True):  # nearly always the first line says no
        if own and rate and money:
            if not isclose(own * rate, money, rel_tol=STEADY, abs_tol=CENT):
                return False
            different.add(rate)
    return len(different) >= LEAST_LINES
