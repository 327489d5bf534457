"""A line that ends before it starts."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, say
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare both dates of each line."""
    start, end = lines.days("start_date"), lines.days("end_date")
    if start is None or end is None:
        return
    sentence = "Row {row} ends on {end_date}, before it starts on {start_date}."
    yield from say(
        lines, "end-before-start", "warning", end < start, sentence, "Correct one of the dates.", "end_date"
    )
