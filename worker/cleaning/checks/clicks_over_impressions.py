"""More clicks than impressions."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, say
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Only where impressions are given: search lines often have clicks alone."""
    clicks, shown = lines.floats("clicks"), lines.floats("impressions")
    if clicks is None or shown is None:
        return
    sentence = "Row {row} has {clicks} clicks on {impressions} impressions."
    step = "One of the two is wrong, or in thousands."
    yield from say(
        lines, "clicks-over-impressions", "warning", (shown > 0) & (clicks > shown), sentence, step, "clicks"
    )
