"""A line that runs outside the plan's own period."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import ENDS_OUTSIDE_FLIGHT, STARTS_OUTSIDE_FLIGHT
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare each line's days with the period that the brief names."""
    first, last = lines.flight
    start, end = lines.days("start_date"), lines.days("end_date")
    if first and start is not None:
        before = start < np.datetime64(first)
        yield from findings_where(lines, STARTS_OUTSIDE_FLIGHT, before, "start_date", first=first)
    if last and end is not None:
        after = end > np.datetime64(last)
        yield from findings_where(lines, ENDS_OUTSIDE_FLIGHT, after, "end_date", last=last)
