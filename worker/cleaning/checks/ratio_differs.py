"""A CPM, CPC, CPA or CTR that the line's own figures do not give.

A factor of ten, a hundred or a thousand is an error of unit; anything else may be a discount, and is a note.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Bools, Floats, Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import RATIO_DIFFERS, UNIT_ERROR
from worker.shapes.finding import Finding

_COSTS = ("net_cost", "spend", "planned_budget", "gross_cost")
_RATES = (
    ("cpm", _COSTS, ("impressions", "planned_impressions"), 1000.0, "cost per thousand impressions"),
    ("cpc", _COSTS, ("clicks",), 1.0, "cost per click"),
    ("cpa", _COSTS, ("conversions",), 1.0, "cost per conversion"),
    ("ctr", ("clicks",), ("impressions", "planned_impressions"), 1.0, "clicks by impressions"),
)
_TOLERANCE = 0.05


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """A rate is right when it fits any pair of the columns that could give it."""
    for rate, uppers, lowers, factor, words in _RATES:
        rates = lines.floats(rate)
        ratios = list(_ratios(lines, uppers, lowers, factor))
        if rates is None or not ratios:
            continue
        power, comparable = _nearest_power(rates, ratios)
        off: Bools = comparable & (np.abs(power) > np.log10(1 + _TOLERANCE)) & ~_rounded(rates, ratios)
        whole = np.rint(power)
        unit: Bools = off & (np.abs(power - whole) < 0.02) & (whole != 0)
        yield from findings_where(lines, UNIT_ERROR, unit, rate, words=words)
        if other := np.flatnonzero(off & ~unit).tolist():
            cell = lines.cell(rate, other[0])
            many = f"{cell} and {len(other) - 1:,} more cells are" if len(other) > 1 else f"{cell} is"
            yield RATIO_DIFFERS.at(lines.sheet, cell, fields=[rate], cells=many, words=words)


def _rounded(rates: Floats, ratios: list[Floats]) -> Bools:
    """Whether a rate is what the line gives, rounded as the rate is: 4 for 3.6, 0.3 for 0.34."""
    digits = np.full(len(rates), 6.0)
    for places in range(5, -1, -1):
        digits[np.abs(rates * 10**places - np.rint(rates * 10**places)) < 1e-9] = places
    slack = 0.5001 * 10.0**-digits
    fits = np.zeros(len(rates), dtype=bool)
    for ratio in ratios:
        fits |= np.abs(rates - ratio) <= slack
    return fits


def _ratios(
    lines: Lines, uppers: tuple[str, ...], lowers: tuple[str, ...], factor: float
) -> Iterator[Floats]:
    for upper in uppers:
        for lower in lowers:
            above, below = lines.floats(upper), lines.floats(lower)
            if above is not None and below is not None:
                with np.errstate(all="ignore"):
                    ratio = above / below * factor
                yield ratio


def _nearest_power(rates: Floats, ratios: list[Floats]) -> tuple[Floats, Bools]:
    """The smallest distance, in powers of ten, of the given rate from what the line gives; and where there is one."""
    with np.errstate(all="ignore"):
        powers = np.stack([np.log10(rates / ratio) for ratio in ratios])
    powers = np.where(np.isfinite(powers), powers, np.inf)
    best = np.abs(powers).argmin(axis=0)
    power = powers[best, np.arange(len(rates))]
    comparable = np.isfinite(power)
    return np.where(comparable, power, 0.0), comparable
