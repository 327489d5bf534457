"""A hidden sheet that is part of the raw data."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import HIDDEN_SHEET
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Said once a table, without a cell."""
    if mapped.grid.hidden:
        yield HIDDEN_SHEET.at(lines.sheet)
