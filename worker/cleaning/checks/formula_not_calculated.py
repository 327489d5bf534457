"""A formula without a stored result: it was read as blank."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import fields_in, in_columns
from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.findings.files import FORMULA_NOT_CALCULATED
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Such files were written by a program and never calculated."""
    for column, rows in in_columns(lines, mapped.grid.uncalculated):
        place = span(column, rows)
        what = "a formula" if len(rows) == 1 else f"{len(rows)} formulas"
        yield FORMULA_NOT_CALCULATED.at(
            lines.sheet, place, fields=fields_in(lines, column), formulas=f"{place} holds {what}"
        )
