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
DAY = np.timedelta64(1, "D")


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
    """Whether the lines are years themselves: each lasts from a first of January to the last of a December."""
    if len(columns) < 2:
        return False
    first, last = columns["start_date"], columns["end_date"]
    days = first[~np.isnat(first)], last[~np.isnat(last)] + DAY
    return all(bool((each == each.astype("datetime64[Y]")).all()) for each in days)


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
