"""What stands around the lines and fills their fields: outlines, headings inside the table, the brief."""

from __future__ import annotations

import numpy as np

from worker.cleaning.lines import LineColumn, Texts
from worker.cleaning.reading import context
from worker.cleaning.reading.columns import Columns
from worker.cleaning.reading.source import Source
from worker.findings.cleaning import (
    SECTION_AS_FIELD,
)
from worker.shapes.finding import Finding


def with_outlines(source: Source, columns: Columns) -> Columns:
    """*columns* in which keys written once above their group are carried down, from the innermost out."""
    filled_columns = dict(columns)
    keys = sorted(
        (
            c
            for n, c in columns.items()
            if n in context.OUTLINE_FIELDS and c.number and isinstance(c.values, Texts)
        ),
        key=lambda c: -(c.number or 0),
    )
    texts = [c for c in columns.values() if isinstance(c.values, Texts) and c.number]
    for column in keys:
        right = [c for c in texts if (c.number or 0) > (column.number or 0)]
        inner = filled_columns[min(right, key=lambda c: c.number or 0).field.name].values if right else None
        if isinstance(column.values, Texts) and (inner is None or isinstance(inner, Texts)):
            filled = context.fill_outline(column.values, source.rows, inner)
            if filled is not None:
                filled_columns[column.field.name] = LineColumn(
                    column.field, filled, column.number, column.header
                )
    return filled_columns


def context_columns(source: Source, columns: Columns) -> tuple[Columns, list[Finding]]:
    """What headings and the brief give for fields that no column holds: headings first, being nearer to the line."""
    added: Columns = {}
    findings: list[Finding] = []
    fields, size = source.fields, len(source.rows)
    if source.mapped.part and source.mapped.part[0] in fields:
        name, value = source.mapped.part
        added[name] = LineColumn(fields[name], Texts.same(value, size), None, "")
    placed = context.section_fields(
        source.mapped.table.sections, frozenset({**columns, **added}), source.template
    )
    for name, headings in placed.items():
        added[name] = LineColumn(fields[name], context.carried(headings, source.rows), None, "")
        first, value = headings[0]
        findings.append(
            SECTION_AS_FIELD.at(
                source.sheet, f"{first.row}:{first.row}", fields=[name], heading=value, field=name
            )
        )
    brief = context.brief_values(source.mapped.layout.brief, frozenset({**columns, **added}), source.template)
    for name, value in brief.items():
        field = fields[name]
        if name == "currency" or size == 0 or (field.type == "date" and source.mapped.table.periods):
            continue
        if field.type == "date":
            start, end = context.flight_of(source.mapped.layout.brief, source.year)
            day = end if name.startswith("end") else start
            if day:
                added[name] = LineColumn(field, np.full(size, np.datetime64(day, "D")), None, "")
        elif field.type in ("text", "id"):
            added[name] = LineColumn(field, Texts.same(value.strip(), size), None, "")
    return added, findings
