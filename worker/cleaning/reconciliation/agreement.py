"""When two sums are the same: one tolerance for whatever the plan says of its own sums."""

from __future__ import annotations

import numpy as np

from worker.cleaning.lines import Floats

FLOAT_NOISE = 1e-12
"""Of the amounts added up, so much may differ with the order of adding."""
HALF_A_CENT = 0.005
"""What printing an amount of money with its cents may take from it."""
ROUNDED_RATE = 0.005
"""What rounding a fee's rate may take, as a share of the amount that it is taken on."""
SHARE_STEPS, LARGEST_SHARE = 1000, 0.35
"""A fee is a whole number of thousandths of what it is taken on, and no more than a third of it."""
TELLING = 20
"""Times the tolerance that one such step must be, so that a fee's hitting one is no chance."""


def tolerance(lines: int, rounding: float, size: float) -> float:
    """The difference that two sums of *lines* amounts may have.

    Args:
        rounding: what each amount may be rounded by.
        size: sum of the amounts without their signs.
    """
    return max(rounding * lines, FLOAT_NOISE * abs(size))


def tolerance_of(amounts: Floats, rounding: float) -> float:
    """The difference that the sum of *amounts* may have to another sum of them; *rounding* as in `tolerance`."""
    return tolerance(len(amounts), rounding, float(np.abs(amounts).sum()))


def is_share_of(part: float, whole: float, rates: tuple[float, ...], allowed: float) -> bool:
    """Whether *part*, added or taken off, is one of the *rates* of *whole*, or without any a round percentage of it.

    >>> is_share_of(150.0, 1000.0, (), 0.01), is_share_of(137.5, 1013.3, (), 0.01)
    (True, False)
    """
    part, whole = abs(part), abs(whole)
    if rates:
        return any(abs(whole * rate - part) <= allowed for rate in rates)
    step = whole / SHARE_STEPS
    if step < TELLING * allowed or part > LARGEST_SHARE * whole:
        return False
    return abs(round(part / whole * SHARE_STEPS) * whole / SHARE_STEPS - part) <= allowed
