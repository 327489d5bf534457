"""A price far above the others of its column, such as a CPM of 8,000 among CPMs of 8."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Bools, Floats, Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.findings.checks import RATE_OUT_OF_LINE
from worker.shapes.finding import Finding
from worker.values.arithmetic import PER_THOUSAND, median

_TIMES = 50
_FEWEST = 5
_ROUNDED = 0.006
"""Relative difference that rounding leaves in a printed price."""
_COUNTS = {
    "cpm": (("impressions", "planned_impressions"), PER_THOUSAND),
    "cpc": (("clicks",), 1.0),
    "cpa": (("conversions",), 1.0),
}
"""Price -> what it is the price of, and of how many."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare with the median; unit rates mix several buying models and are left alone.

    A price that the line's own cost and count give is what it is.
    """
    for name in _COUNTS:
        values = lines.floats(name)
        if values is None:
            continue
        rates = values[np.isfinite(values) & (values > 0)]
        if len(rates) < _FEWEST:
            continue
        usual = median(rates.tolist())
        where = (values > usual * _TIMES) & ~_follows(lines, values, name)
        yield from findings_where(lines, RATE_OUT_OF_LINE, where, name, times=_TIMES)


def _follows(lines: Lines, rates: Floats, name: str) -> Bools:
    """The lines on which rate x count = cost."""
    counts, scale = _COUNTS[name]
    follows = np.zeros(len(lines), dtype=bool)
    for count in (numbers for numbers in map(lines.floats, counts) if numbers is not None):
        for field in lines.template.fields:
            cost = lines.floats(field.name) if is_money(field) else None
            if cost is not None:
                follows |= np.isclose(rates * count / scale, cost, rtol=_ROUNDED)
    return follows
