"""An error such as #REF! in a cell that is exported: it was read as blank."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import in_columns
from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import behaviour
from worker.shapes.finding import Finding, Severity


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
        severity: Severity = "note" if column in harmless and what == "#DIV/0!" else "warning"
        text = f"{place} shows {what}{more}; it was read as blank."
        yield Finding("error-cell", severity, text, "Correct the formula.", lines.sheet, place)
