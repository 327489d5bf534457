"""A line that ends before it starts."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import END_BEFORE_START
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare both dates of each line."""
    start, end = lines.days("start_date"), lines.days("end_date")
    if start is None or end is None:
        return
    yield from findings_where(lines, END_BEFORE_START, end < start, "end_date")
