"""A formula without a stored result: it was read as blank."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import fields_in, in_columns
from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.findings.files import FORMULA_NOT_CALCULATED
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter

MOST_PLACES = 3
"""Columns that are named one by one."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Such files were written by a program and never calculated: one finding a table, which names each column."""
    columns = list(in_columns(lines, mapped.grid.uncalculated))
    if not columns:
        return
    places = [span(column, rows) for column, rows in columns]
    rows = [row for _, rows in columns for row in rows]
    first, last = column_letter(columns[0][0]), column_letter(columns[-1][0])
    whole = places[0] if len(places) == 1 else f"{first}{min(rows)}:{last}{max(rows)}"
    where = ", ".join(places) if len(places) <= MOST_PLACES else whole
    fields = [name for column, _ in columns for name in fields_in(lines, column)]
    formulas = f"{where} holds a formula" if len(rows) == 1 else f"{len(rows)} formulas in {where}"
    yield FORMULA_NOT_CALCULATED.at(lines.sheet, whole, fields=fields, formulas=formulas)
