"""A day that lies years away from those of all other lines, and would lie among them in another year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from worker.cleaning.lines import Bools, Days, Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import YEAR_OUT_OF_LINE
from worker.shapes.finding import Finding

LEAST_LINES = 5
"""Lines from which on one of them is out of line."""
FAR = np.timedelta64(200, "D")
"""From the first or last day of the others."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """A year typed wrong: '12.10.2025' amid lines of October 2026."""
    columns = {name: days for name in ("start_date", "end_date") if (days := lines.days(name)) is not None}
    if not columns:
        return
    all_days = np.concatenate([days[~np.isnat(days)] for days in columns.values()])
    if len(all_days) < LEAST_LINES * len(columns) or _are_years(columns):
        return
    for name, days in columns.items():
        odd = _odd(days, all_days)
        if 0 < odd.sum() <= len(days) / LEAST_LINES:
            yield from findings_where(lines, YEAR_OUT_OF_LINE, odd, name)


def _are_years(columns: Mapping[str, Days]) -> bool:
    """Whether the lines are years themselves: each lasts most of one, and they follow each other."""
    if len(columns) < 2:
        return False
    lengths = columns["end_date"] - columns["start_date"]
    return bool((lengths[~np.isnat(lengths)] > FAR).all())


def _odd(days: Days, all_days: Days) -> Bools:
    """The days far from the middle three quarters of all, which a year more or less would bring among them."""
    ordered = np.sort(all_days)
    rest = max(1, len(ordered) // 8)
    first, last = ordered[rest], ordered[-1 - rest]
    far = (days < first - FAR) | (days > last + FAR)
    year = np.timedelta64(365, "D")
    among = [(moved >= first - FAR / 4) & (moved <= last + FAR / 4) for moved in (days + year, days - year)]
    odd: Bools = far & (among[0] | among[1])
    return odd
