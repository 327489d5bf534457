"""A line that runs outside the plan's own period."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Lines, findings_where, rows_named
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import ENDS_OUTSIDE_FLIGHT, LINES_OUTSIDE_FLIGHT, STARTS_OUTSIDE_FLIGHT
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare each line's days with the period that the brief names; several lines are told together."""
    first, last = lines.flight
    start, end = lines.days("start_date"), lines.days("end_date")
    nothing = np.zeros(len(lines), dtype=bool)
    before = start < np.datetime64(first) if first and start is not None else nothing
    after = end > np.datetime64(last) if last and end is not None else nothing
    outside = lines.rows[before | after].tolist()
    if len(outside) > 1:
        rows = rows_named(outside)
        place, fields = f"{outside[0]}:{outside[-1]}", ["start_date", "end_date"]
        yield LINES_OUTSIDE_FLIGHT.at(
            lines.sheet,
            place,
            fields=fields,
            count=len(outside),
            rows=rows,
            first=first or "",
            last=last or "",
        )
        return
    yield from findings_where(lines, STARTS_OUTSIDE_FLIGHT, before, "start_date", first=first)
    yield from findings_where(lines, ENDS_OUTSIDE_FLIGHT, after, "end_date", last=last)
