"""An error such as #REF! in a cell that is exported: it was read as blank."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import fields_in, in_columns
from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import behaviour
from worker.findings.checks import ERROR_CELL, RATE_OF_NOTHING
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Where a price is divided by nothing, nothing is lost; an amount that shows an error is."""
    errors = mapped.grid.errors
    harmless = {
        c.number
        for c in lines.columns.values()
        if c.field.kind == "measure" and behaviour(c.field) == "repeat"
    }
    for column, rows in in_columns(lines, frozenset(errors)):
        place, what = span(column, rows), errors[rows[0], column]
        more = f" ({len(rows)} cells)" if len(rows) > 1 else ""
        kind = RATE_OF_NOTHING if column in harmless and what == "#DIV/0!" else ERROR_CELL
        yield kind.at(lines.sheet, place, fields=fields_in(lines, column), error=what, more=more)
