"""More clicks than impressions."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import CLICKS_OVER_IMPRESSIONS
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Only where impressions are given: search lines often have clicks alone."""
    clicks, impressions = lines.floats("clicks"), lines.floats("impressions")
    if clicks is None or impressions is None:
        return
    where = (impressions > 0) & (clicks > impressions)
    yield from findings_where(lines, CLICKS_OVER_IMPRESSIONS, where, "clicks")
