"""A field that the template requires and no column of the table holds."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import REQUIRED_MISSING
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Said once a table; periods are dates, and hold their measure."""
    if not len(lines):
        return
    names = lines.field_names
    dated = any(period.start for amounts in lines.amounts for period in amounts.periods)
    place = span(None, [int(lines.rows[0]), int(lines.rows[-1])])
    for field in lines.template.fields:
        if field.required and field.name not in names and not (field.type == "date" and dated):
            yield REQUIRED_MISSING.at(lines.sheet, place, fields=[field.name], field=field.name)
