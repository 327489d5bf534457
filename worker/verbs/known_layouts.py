"""Layouts that memory knows: what a recipe settles of a table, and what drifted and needs a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.findings.mapping import COLUMN_GONE
from worker.memory.layouts.recalled_layout import RecalledColumn, RecalledLayout
from worker.shapes.finding import Finding
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.mapping import ABOVE, Scope, SourceColumn, Suggestion

UNCHANGED = 0.95
"""Confidence in a column that stands as it stood when its plan was settled."""
DRIFTED = 0.75
"""... and in one that changed: proposed, and below what is taken without a look."""


def columns_of(table: Table) -> tuple[SourceColumn, ...]:
    """The table's columns as they are asked about; a value with its unit in the next cell is shown with it."""
    units = {c.unit_of: c.samples[0] for c in table.columns if c.unit_of is not None and c.samples}
    return tuple(
        SourceColumn(
            c.header,
            tuple(f"{sample} {units[c.number]}" for sample in c.samples) if c.number in units else c.samples,
            ABOVE.join(c.parts[:-1]),
            c.summed,
            c.numbers,
            c.adds_periods,
            c.adds_measure,
            c.taxed,
            c.listed_sum,
        )
        for c in table.columns
    )


def still_open(table: Table, recipe: RecalledLayout | None) -> tuple[SourceColumn, ...]:
    """The columns that a recipe does not answer; all where there is none."""
    columns = columns_of(table)
    if recipe is None:
        return columns
    return tuple(c for c, column in zip(columns, recipe.columns, strict=True) if not _answers(column))


def decided(recipe: RecalledLayout | None) -> tuple[tuple[str, str], ...]:
    """Headers and fields of the columns that a recipe answers, those without a field left out."""
    columns = () if recipe is None else recipe.columns
    return tuple((one.header, one.field) for one in columns if _answers(one) and one.field)


def with_recipe(
    table: Table, recipe: RecalledLayout | None, answers: Sequence[Suggestion]
) -> tuple[Suggestion, ...]:
    """One suggestion a column: the recipe's where it answers, else the next of *answers*."""
    if recipe is None:
        return tuple(answers)
    left = iter(answers)
    return tuple(
        _from_recipe(column, recipe.reason) if _answers(column) else _new(next(left), column)
        for column in recipe.columns
    )


def findings(sheet: SheetLayout, table: Table, recipe: RecalledLayout | None) -> tuple[Finding, ...]:
    """What is no longer there since the recipe was made."""
    top = table.header_rows[-1] if table.header_rows else table.first_row
    return tuple(
        COLUMN_GONE.at(sheet.sheet, f"{top}:{top}", drift=drift.sentence)
        for drift in (recipe.gone if recipe else ())
    )


def _answers(column: RecalledColumn) -> bool:
    return column.sure or column.field is not None


def _from_recipe(column: RecalledColumn, reason: str) -> Suggestion:
    if column.drift is None:
        return Suggestion(column.header, column.field, UNCHANGED if column.field else 0.0, "memory", reason)
    return Suggestion(column.header, column.field, DRIFTED, "memory", f"{column.drift.sentence} {reason}")


def _new(answer: Suggestion, column: RecalledColumn) -> Suggestion:
    sentence = column.drift.sentence if column.drift else ""
    return replace(
        answer, confidence=min(answer.confidence, DRIFTED), reason=f"{sentence} {answer.reason}".strip()
    )


def client_scope(sheet: SheetLayout, scope: Scope) -> Scope:
    """What the caller says wins; the brief fills in client and market."""
    brief = {item.field: item.value for item in reversed(sheet.brief) if item.field}
    return replace(
        scope, client=scope.client or brief.get("advertiser"), market=scope.market or brief.get("market")
    )
