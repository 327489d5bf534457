"""A formula without a stored result: it was read as blank."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import in_columns
from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Such files were written by a program and never calculated."""
    step = "Open the plan in Excel, save it, and export again."
    for column, rows in in_columns(lines, mapped.grid.uncalculated):
        place = span(column, rows)
        what = "a formula" if len(rows) == 1 else f"{len(rows)} formulas"
        text = f"{place} holds {what} without a stored result; it was read as blank."
        yield Finding("formula-not-calculated", "warning", text, step, lines.sheet, place)
