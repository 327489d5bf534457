"""An export in short, for the Summary sheet."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.findings.cleaning import (
    ALTERNATIVE_LEFT_OUT,
    MEASURES_ALONE,
    MEASURES_IN_ROWS,
    PRICE_LIST,
    TABLE_LEFT_OUT,
)
from worker.shapes.summary import ColumnNote, Summary
from worker.verbs.export import Export
from worker.verbs.mapped_plan import settles
from worker.verbs.summary import breakdowns
from worker.verbs.summary.flighting import flighting
from worker.verbs.summary.raw_columns import RawColumns

_TABLES_LEFT_OUT = frozenset(
    kind.code for kind in (ALTERNATIVE_LEFT_OUT, MEASURES_ALONE, MEASURES_IN_ROWS, PRICE_LIST, TABLE_LEFT_OUT)
)
HERE = "Decided for this export."
EARLIER = "Decided earlier; memory knows it."


def summary_of(export: Export) -> Summary:
    """What *export* comes to."""
    columns = RawColumns(export.raw)
    starts, ends = columns.days
    dated = ~np.isnat(starts)
    by_month = breakdowns.by_month(columns)
    by_dimension = breakdowns.by_dimensions(columns)
    notes = list(_notes(export))
    return Summary(
        plan=export.mapped.plan,
        verdict=export.verdict,
        settled=export.settled,
        rows=columns.size,
        lines=_lines(columns),
        first=starts[dated].min().item() if dated.any() else None,
        last=ends[dated].max().item() if dated.any() else None,
        measures=columns.measures,
        totals=breakdowns.totals(columns),
        breakdowns=(*by_dimension[:2], *([by_month] if by_month else []), *by_dimension[2:]),
        months=breakdowns.months_by_channel(columns),
        flighting=flighting(columns) if columns.size else None,
        decisions=tuple(note for is_decision, note in notes if is_decision),
        left_out=tuple(note for _, note in notes if note.field is None),
        tables_left_out=tuple(f.sentence for f in export.raw.findings if f.code in _TABLES_LEFT_OUT),
        questions=export.questions,
    )


def _notes(export: Export) -> Iterator[tuple[bool, ColumnNote]]:
    """Whether a person decided it, and the note on it, for each column of the tables that are taken."""
    titles = {field.name: field.title for field in export.mapped.template.fields}
    for place, _, column, suggestion in export.mapped.columns():
        field = export.fields.get(place)
        here, earlier = settles(export.choices, place, column), suggestion.origin == "memory"
        reason = HERE if here else EARLIER if earlier else suggestion.reason
        name = titles.get(field, field) if field else None
        yield here or earlier, ColumnNote(f"{place[0]}!{column.letter}", column.header, name, reason)


def _lines(columns: RawColumns) -> int:
    places = columns.row_places
    return columns.size if places is None else len(np.unique(places))
