"""A formula without a stored result: it was read as blank."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import fields_in, in_columns
from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.findings.files import FORMULA_NOT_CALCULATED
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter

MOST_COLUMNS = 3
"""Columns that are told one by one."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Such files were written by a program and never calculated; many columns of them are one finding."""
    columns = list(in_columns(lines, mapped.grid.uncalculated))
    if len(columns) > MOST_COLUMNS:
        rows = [row for _, rows in columns for row in rows]
        first, last = column_letter(columns[0][0]), column_letter(columns[-1][0])
        place = f"{first}{min(rows)}:{last}{max(rows)}"
        fields = [name for column, _ in columns for name in fields_in(lines, column)]
        yield FORMULA_NOT_CALCULATED.at(
            lines.sheet, place, fields=fields, formulas=f"{place} holds {len(rows)} formulas"
        )
        return
    for column, rows in columns:
        place = span(column, rows)
        what = "a formula" if len(rows) == 1 else f"{len(rows)} formulas"
        yield FORMULA_NOT_CALCULATED.at(
            lines.sheet, place, fields=fields_in(lines, column), formulas=f"{place} holds {what}"
        )
