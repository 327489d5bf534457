"""A table with a row a measure and 'Plan | Actual' beside it becomes one table a measure, with both in fields of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measure_rows import Row, filled_down, first_labels, label_column, rows_of, said_of
from worker.knowledge.modifiers import modifiers_of
from worker.shapes.finding import Finding
from worker.shapes.layout import Column, SkippedKind, SkippedRow
from worker.shapes.template import Template
from worker.values.comparisons import is_comparison
from worker.values.dates.calendar_words import is_actual, is_planned

_PLANNED = {"spend": "planned_budget", "impressions": "planned_impressions"}
"""What a row's measure is in the column of the plan."""
_DELIVERED = {
    "planned_budget": "spend",
    "net_cost": "spend",
    "gross_cost": "spend",
    "planned_impressions": "impressions",
}
"""... and in that of what was delivered."""


def by_stage(mapped: MappedTable, template: Template) -> tuple[list[MappedTable], list[Finding]]:
    """One table a measure, and what is said of it; the table itself where it is not of this form.

    A measure that has but one field, such as clicks, is what was delivered.
    """
    stages = _stages(mapped)
    if stages is None:
        return [mapped], []
    planned, actual = (column.number for column in stages)
    label = label_column(mapped, (planned, actual))
    if label is None:
        return [mapped], []
    rows = list(rows_of(mapped, label, (planned, actual)))
    labels = first_labels(rows, template)
    dimensions = {f.name for f in template.fields if f.kind == "dimension"}
    texts = {n: f for n, f in mapped.fields.items() if f in dimensions and n not in (label, planned, actual)}
    filled = replace(mapped, grid=filled_down(mapped.grid, rows, list(texts)))
    tables = []
    for measure in labels:
        fields = {planned: _PLANNED.get(measure, measure), actual: _DELIVERED.get(measure, measure)}
        tables.append(_part(filled, rows, {**texts, **fields}, measure, actual))
    return tables, list(said_of(mapped.grid.sheet, rows, labels))


def has_budgets(mapped: MappedTable, template: Template) -> bool:
    """Whether the rows of such a table say what was planned and what was spent."""
    parts, notes = by_stage(mapped, template)
    return bool(notes) and any({"planned_budget", "spend"} <= set(part.fields.values()) for part in parts)


def _stages(mapped: MappedTable) -> tuple[Column, Column] | None:
    """The columns that say 'planned' and 'delivered', where all other numbers only compare the two."""
    if mapped.part or mapped.table.periods:
        return None
    numbers = [c for c in mapped.table.columns if any(c.numbers) and "%" not in c.header]
    planned = [c for c in numbers if _stage(c) == {"planned"}]
    actual = [c for c in numbers if _stage(c) == {"actual"}]
    if len(planned) != 1 or len(actual) != 1:
        return None
    pair = (planned[0], actual[0])
    others = (column for column in numbers if column not in pair)
    compare = (is_comparison(pair[0].numbers, pair[1].numbers, column.numbers) for column in others)
    return pair if all(compare) else None


def _stage(column: Column) -> set[str]:
    return stages_of((column.parts or (column.header,))[-1])


def stages_of(text: str) -> set[str]:
    """Whether words say that something is 'planned' or 'actual': either, both or none of these."""
    words = {"planned": is_planned(text), "actual": is_actual(text)}
    return {stage for stage, says in words.items() if says} | (modifiers_of(text) & words.keys())


def _part(
    mapped: MappedTable, rows: Sequence[Row], fields: Mapping[int, str | None], measure: str, actual: int
) -> MappedTable:
    """The table of one measure: the rows of others are none of its lines."""
    own = {one.row for one in rows if one.measure == measure}
    lines = {one.row for one in rows if one.row in own and not one.is_total}
    kinds: dict[int, SkippedKind] = {skipped.row: skipped.kind for skipped in mapped.table.skipped}
    kinds |= {one.row: "total" if one.row in own else "note" for one in rows}
    skipped = tuple(SkippedRow(row, kind) for row, kind in sorted(kinds.items()) if row not in lines)
    return replace(
        mapped, table=replace(mapped.table, skipped=skipped), fields=fields, decided=mapped.decided | {actual}
    )
