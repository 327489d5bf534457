"""Rows between the lines and a total that add something to them: fees, taxes, production."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from worker.cleaning.lines import Floats
from worker.cleaning.reconciliation.agreement import is_share_of, tolerance_of
from worker.cleaning.reconciliation.coverage import Covered

LESS_FEES = "less fees and tax"
"""Behind the label of a total that agrees without them."""


class Fees(NamedTuple):
    """A row that adds something to the lines."""

    amounts: Mapping[str, float]
    """By key."""
    rates: tuple[float, ...]
    """Percents that its label names, as shares."""


def less_fees(fees: Sequence[Fees], sums: Mapping[str, float]) -> dict[str, float]:
    """The amounts of a total by key, without what the fees add."""
    return {key: amount - sum(fee.amounts.get(key, 0.0) for fee in fees) for key, amount in sums.items()}


def is_with(
    fees: Sequence[Fees],
    sums: Mapping[str, float],
    cover: Covered,
    amounts: Mapping[str, Floats],
    rounding: float,
) -> bool:
    """Whether a total is the sum of its lines and of the fees above it."""
    return bool(fees) and all(
        abs(n - float(amounts[key][cover.lines].sum())) <= tolerance_of(amounts[key][cover.lines], rounding)
        for key, n in less_fees(fees, sums).items()
    )


def is_proved(
    fees: Sequence[Fees], key: str, cover: Covered, amounts: Mapping[str, Floats], rounding: float
) -> bool:
    """Whether each fee is a share of the lines, or of the lines with the fees above it.

    Any number that a total and its lines differ by would do for a fee, a forgotten line as well.
    """
    whole = float(amounts[key][cover.lines].sum())
    running = whole
    for fee in fees:
        amount = fee.amounts.get(key, 0.0)
        if amount and not any(is_share_of(amount, base, fee.rates, rounding) for base in (whole, running)):
            return False
        running += amount
    return True
