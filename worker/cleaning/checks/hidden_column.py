"""Hidden columns that are part of the raw data."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import exported_columns, fields_in
from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import HIDDEN_COLUMN
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """They count in the plan's own sums, so they are exported; a person should know."""
    for number in sorted(mapped.grid.hidden_columns & exported_columns(lines)):
        letter = column_letter(number)
        yield HIDDEN_COLUMN.at(
            lines.sheet, f"{letter}:{letter}", fields=fields_in(lines, number), letter=letter
        )
