"""A formula without a stored result: it was read as blank."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import in_columns
from worker.cleaning.lines import Lines
from worker.cleaning.raw_data import MappedTable
from worker.shapes import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Such files were written by a program and never calculated."""
    step = "Open the plan in Excel, save it, and export again."
    for place, count in in_columns(lines, mapped, mapped.grid.uncalculated):
        what = "a formula" if count == 1 else f"{count} formulas"
        text = f"{place} holds {what} without a stored result; it was read as blank."
        yield Finding("formula-not-calculated", "warning", text, step, lines.sheet, place)
