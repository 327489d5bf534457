"""A plan understood and proposed for; what of it a person decides, and what that settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from worker.cleaning.books import questions
from worker.cleaning.measures import behaviour
from worker.findings.mapping import COLUMN_IN_DOUBT, COLUMN_OPEN, COLUMNS_IN_DOUBT
from worker.lazy_dataclass import dataclass
from worker.plans.files.display import as_shown
from worker.shapes.answers import NO_ANSWERS, Answers
from worker.shapes.finding import Finding
from worker.shapes.grid import Grid
from worker.shapes.layout import Column, SheetLayout, Table
from worker.shapes.mapping import EVERYONE, Decision, Origin, Scope, Suggestion
from worker.shapes.question import NOT_EXPORTED, Question
from worker.shapes.review import Place, PlanChoices, Review, ReviewRow, RowOverride
from worker.shapes.template import Template
from worker.text import clean

if TYPE_CHECKING:
    from worker.cleaning.books.questions import MeasureAnswer
    from worker.cleaning.build import PlanLines
    from worker.cleaning.mapped_table import MappedTable


LEAST_ALIKE = 3
"""Columns of one field and one confidence that are a family."""
SAMPLES = 3
"""Values of a column that a planner sees beside its field."""


@dataclass(frozen=True, slots=True)
class ExportStart:
    """What an export begins with: the fields, and the lines that they make of the tables."""

    fields: Mapping[Place, str | None]
    """Of each column, decided or proposed."""
    doubts: Sequence[Finding]
    """What a person should look at of them."""
    tables: Sequence[MappedTable]
    lines: PlanLines


@dataclass(frozen=True, slots=True)
class MappedPlan:
    """A plan understood and proposed for, before a person has seen it."""

    plan: str
    template: Template
    layouts: tuple[SheetLayout, ...]
    suggestions: Mapping[tuple[str, int], tuple[Suggestion, ...]]
    """By sheet and table (from 1): one for each of the table's columns."""
    scope: Scope = EVERYONE
    """For whom it was asked, before the brief had its say."""
    hidden: frozenset[str] = frozenset()
    """Sheets that nobody sees: understood, but not taken."""
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    """What only a person can answer, with the answers given."""
    answers: Answers = NO_ANSWERS
    """Those with which it was understood; questions that an export adds look here as well."""
    proposed: ExportStart | None = None
    """What an export as proposed begins with, where the questions needed it already."""

    def exported_tables(self) -> Iterator[tuple[str, int, Table]]:
        """The tables that are exported: sheet, number and table; no hidden sheet, no second version of another."""
        for sheet, number, table in tables_of(self.layouts):
            if sheet not in self.hidden and table.alternative_of is None:
                yield sheet, number, table

    def columns(self) -> Iterator[tuple[Place, Table, Column, Suggestion]]:
        """Every column of the tables that are taken, with its place and its suggestion."""
        for sheet, number, table in self.exported_tables():
            for column, suggestion in zip(table.columns, self.suggestions[sheet, number], strict=True):
                yield (sheet, number, column.number), table, column, suggestion

    def review(
        self, accept_above: float, overrides: Sequence[RowOverride] = (), sheets: Sequence[Grid] = ()
    ) -> Review:
        """As the planner reviews it: what is in doubt first, then as the sheet has it.

        *overrides* are the planner's word on rows, under which the plan was understood; *sheets* give samples as the plan
        shows them.
        """
        grids = {grid.sheet: grid for grid in sheets}
        rows = [
            ReviewRow(
                sheet=sheet,
                table=number,
                column=column.number,
                header=column.header,
                sample=" | ".join(_samples(grids.get(sheet), table, column)),
                field=suggestion.field,
                confidence=suggestion.confidence,
                origin=suggestion.origin,
                reason=_reason(column, suggestion),
                alternatives=_worth_showing(suggestion),
                in_doubt=in_doubt(suggestion, accept_above),
            )
            for (sheet, number, at), table, column, suggestion in self.columns()
        ]
        rows += [
            _period_row(sheet, number, table, questions.measure_answer(at, sheet, table, self.answers))
            for at, (sheet, number, table) in enumerate(self.exported_tables(), 1)
            if one_measure(table)
        ]
        rows.sort(key=lambda row: not row.in_doubt)
        return Review(
            self.plan,
            self.template,
            tuple(rows),
            self.layouts,
            tuple(overrides),
            self.findings,
            self.questions,
        )


def _samples(grid: Grid | None, table: Table, column: Column) -> list[str]:
    """The first different values of a column as the plan shows them; as they were read where *grid* is not at hand."""
    if grid is None:
        return list(column.samples[:SAMPLES])
    texts: dict[str, None] = {}
    for row in table.line_rows:
        text = clean(as_shown(grid.at(row, column.number), grid.formats.get((row, column.number))))
        if text:
            texts.setdefault(text)
        if len(texts) == SAMPLES:
            break
    return list(texts)


def tables_of(layouts: Sequence[SheetLayout]) -> list[tuple[str, int, Table]]:
    """Every table with its sheet and its number there, from 1."""
    return [(sheet.sheet, number, table) for sheet in layouts for number, table in enumerate(sheet.tables, 1)]


def one_measure(table: Table) -> bool:
    """Whether the table has periods that hold one and the same thing, so that a person can say what."""
    return bool(table.periods) and len({period.measure for period in table.periods}) == 1


def _period_row(sheet: str, number: int, table: Table, answer: MeasureAnswer | None) -> ReviewRow:
    first, last = table.periods[0], table.periods[-1]
    field, origin, reason = _period_field(first.measure, answer)
    return ReviewRow(
        sheet=sheet,
        table=number,
        column=first.number,
        header=f"{first.label} ... {last.label}",
        sample=f"{len(table.periods)} period columns, {first.letter} to {last.letter}",
        field=field,
        confidence=0.0 if origin == "none" else 1.0,
        origin=origin,
        reason=reason,
        periods=True,
    )


def _period_field(measure: str | None, answer: MeasureAnswer | None) -> tuple[str | None, Origin, str]:
    """The field that periods hold, with its origin and why."""
    if answer is not None:
        field = None if answer.value == NOT_EXPORTED else answer.value
        if answer.from_memory:
            return field, "memory", "So answered for the last plan of this shape."
        return field, "rules", "So answered."
    if measure is not None:
        return measure, "rules", "A heading says what the periods hold."
    return (
        None,
        "none",
        "Nothing says what the periods hold; the export goes by the totals that they add up to.",
    )


WORTH_A_LOOK = 0.3
"""A column left open is in doubt while some field is at least this likely."""


def _reason(column: Column, suggestion: Suggestion) -> str:
    """Why a column has its field or none; what adds up periods needs no field."""
    if column.adds_periods and suggestion.field is None:
        return "It adds up period columns, which are exported one by one."
    return suggestion.reason


def _worth_showing(suggestion: Suggestion) -> tuple[str, ...]:
    """Two alternatives at most, and none that is next to impossible."""
    return tuple(a.field for a in suggestion.alternatives[:2] if a.confidence >= 0.01)


def in_doubt(suggestion: Suggestion, accept_above: float) -> bool:
    """Whether a person should look: proposed with too little confidence, or open with a likely field."""
    if suggestion.field is not None:
        return suggestion.confidence < accept_above
    best = max((a.confidence for a in suggestion.alternatives), default=0.0)
    return suggestion.origin != "memory" and best >= WORTH_A_LOOK


def needs_person(suggestion: Suggestion, column: Column, accept_above: float, template: Template) -> bool:
    """Whether a column in doubt keeps the export from being settled: an amount or a date hangs on it.

    A name, a price or a share in the wrong field changes no sum, unless it may as well be an amount.
    """
    if not in_doubt(suggestion, accept_above):
        return False
    likely = [a.field for a in suggestion.alternatives if a.confidence >= WORTH_A_LOOK]
    fields = [suggestion.field, *likely] if suggestion.field else [suggestion.alternatives[0].field]
    return (suggestion.field is not None and column.summed) or any(_weighs(f, template) for f in fields)


def _weighs(name: str, template: Template) -> bool:
    """Whether amounts of money or volume, or dates, hang on a field."""
    return any(f.name == name and (f.type == "date" or behaviour(f) == "spread") for f in template.fields)


def decided(
    choices: PlanChoices, place: Place, column: Column, suggestion: Suggestion
) -> tuple[bool, str | None]:
    """Whether a person settled the column, and the field that it has then."""
    if place in choices.by_place:
        return True, choices.by_place[place]
    if column.header in choices.by_header:
        return True, choices.by_header[column.header]
    return False, suggestion.field


def settles(choices: PlanChoices, place: Place, column: Column) -> bool:
    """Whether a person settled the column."""
    return place in choices.by_place or column.header in choices.by_header


def decisions_of(review: Review, scope: Scope = EVERYONE) -> tuple[Decision, ...]:
    """The rows on which a person said something, as memory takes them; a column without a header teaches nothing."""
    return tuple(
        Decision(row.header, row.field, row.decision, row.correct_field, scope)
        for row in review.rows
        if row.decision and row.header and not row.periods
    )


def choices_of(review: Review) -> PlanChoices:
    """What a reviewed workbook settles: the rows with a decision, the planner's word on rows of the sheet, and answers."""
    return PlanChoices(
        by_place={(row.sheet, row.table, row.column): row.final_field for row in review.rows if row.decision},
        overrides=review.overrides,
        answers=review.answers,
    )


def cell_of(table: Table, column: Column) -> str:
    """The cell of a column's header; of its first line where the table has none."""
    return f"{column.letter}{table.header_rows[-1] if table.header_rows else table.first_row}"


def doubts_of(sheet: str, table: Table, alike: Sequence[tuple[Column, Suggestion]]) -> list[Finding]:
    """The doubts on columns that were taken as one field with one confidence: a family of them has one."""
    (first, suggestion), (last, _) = alike[0], alike[-1]
    if len(alike) < LEAST_ALIKE or suggestion.field is None:
        return [doubt(sheet, table, column, each) for column, each in alike]
    return [
        COLUMNS_IN_DOUBT.at(
            sheet,
            f"{cell_of(table, first)}:{cell_of(table, last)}",
            fields=[suggestion.field],
            header=first.header,
            count=len(alike) - 1,
            last=last.header,
            field=suggestion.field,
            confidence=suggestion.confidence,
        )
    ]


def doubt(sheet: str, table: Table, column: Column, suggestion: Suggestion) -> Finding:
    """What a person should look at before the export is settled."""
    cell = cell_of(table, column)
    if suggestion.field:
        return COLUMN_IN_DOUBT.at(
            sheet,
            cell,
            fields=[suggestion.field],
            header=column.header,
            field=suggestion.field,
            confidence=suggestion.confidence,
        )
    nearest = suggestion.alternatives[0].field
    return COLUMN_OPEN.at(sheet, cell, fields=[nearest], header=column.header, field=nearest)
