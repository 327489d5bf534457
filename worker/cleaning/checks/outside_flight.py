"""A line that runs outside the plan's own period."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Lines, say
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare each line's days with the period that the brief names."""
    first, last = lines.flight
    step = "Correct the line, or the period above the table."
    start, end = lines.days("start_date"), lines.days("end_date")
    if first and start is not None:
        sentence = f"Row {{row}} starts on {{start_date}}, before the plan's first day, {first}."
        yield from say(
            lines, "outside-flight", "warning", start < np.datetime64(first), sentence, step, "start_date"
        )
    if last and end is not None:
        sentence = f"Row {{row}} ends on {{end_date}}, after the plan's last day, {last}."
        yield from say(
            lines, "outside-flight", "warning", end > np.datetime64(last), sentence, step, "end_date"
        )
