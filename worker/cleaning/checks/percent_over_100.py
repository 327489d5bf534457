"""A share of more than 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import PERCENT_OVER_100
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Percents are shares by now."""
    for name, column in lines.columns.items():
        values = lines.floats(name)
        if values is None or column.field.type != "percent":
            continue
        yield from findings_where(lines, PERCENT_OVER_100, values > 1, name)
