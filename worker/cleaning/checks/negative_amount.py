"""A cost, or a count, below zero."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import behaviour
from worker.findings.checks import NEGATIVE_AMOUNT
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Look at each measure that adds up."""
    for name, column in lines.columns.items():
        values = lines.floats(name)
        if values is None or behaviour(column.field) != "spread":
            continue
        yield from findings_where(lines, NEGATIVE_AMOUNT, values < 0, name)
