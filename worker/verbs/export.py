"""What an export gives: raw data, with everything that a person should know about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.cleaning import build
from worker.cleaning.books import questions
from worker.cleaning.measures import amount_names
from worker.findings.mapping import MONEY_BY_ANOTHER_NAME, NOTHING_MAPPED
from worker.lazy_dataclass import dataclass
from worker.memory.store import MemoryStore
from worker.shapes.finding import Finding
from worker.shapes.grid import Book, Grid
from worker.shapes.layout import Column, Table
from worker.shapes.mapping import NothingKnown, Scope, Suggestion
from worker.shapes.question import Question
from worker.shapes.review import Place, PlanChoices
from worker.shapes.template import Template
from worker.values.dates.times import time_of
from worker.values.dates.tokens import tokens
from worker.values.dates.units import is_length
from worker.verbs import value_names
from worker.verbs.mapped_plan import (
    WORTH_A_LOOK,
    MappedPlan,
    cell_of,
    decided,
    doubts_of,
    in_doubt,
    needs_person,
    settles,
)

if TYPE_CHECKING:
    from worker.cleaning.mapped_table import MappedTable, RulesOf
    from worker.shapes.raw_data import RawData


OF_LINES = ("measure", "sheet")
"""Kinds of questions that lines raise, and that are asked anew as they are exported."""


@dataclass(frozen=True, slots=True)
class Export:
    """Raw data with everything that a person should know about it."""

    raw: RawData
    mapped: MappedPlan
    fields: Mapping[Place, str | None]
    """The field that each column was exported as."""
    choices: PlanChoices = PlanChoices()
    """What a person said of the columns."""

    @property
    def verdict(self) -> str:
        """Whether a person must look, in a sentence."""
        if not self.settled:
            return "Needs a person."
        if self.raw.totals and all(total.ok is None for total in self.raw.totals):
            return "Settled: nothing needs a person, but nothing in the plan confirms the sums either."
        return "Settled: nothing needs a person."

    @property
    def settled(self) -> bool:
        """False where a person must look: a doubt, an open question, or totals that differ."""
        return (
            all(total.ok is not False for total in self.raw.totals)
            and all(finding.severity == "note" for finding in self.raw.findings)
            and not any(question.is_open for question in self.questions)
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those of the plan, then those that arose while it was exported."""
        # A review may have answered since what the lines raised when the plan was mapped.
        of_plan = (question for question in self.mapped.questions if question.kind not in OF_LINES)
        return (*of_plan, *self.raw.questions)

    def without_sheets(self) -> Export:
        """The same without the plan's cells, of which only a workbook shows the fates: memory is fullest at the writer."""
        return replace(self, raw=replace(self.raw, fate_maps=()), mapped=replace(self.mapped, proposed=None))


_GROSS = frozenset({"gross"})
_FIRST_DAYS = frozenset({"date", "start_date"})
NEAR = 0.1
"""Confidence from which another field is worth a word."""
LIKELIER = 0.5
"""The confidence from which a column is rather what it was taken for than anything else."""


def settled_fields(
    mapped: MappedPlan, choices: PlanChoices, accept_above: float, book: Book | None = None
) -> tuple[dict[Place, str | None], list[Finding]]:
    """The field of each column, decided or proposed, and what of it a person should look at.

    An open column that may hold an amount is left to the books: arithmetic may explain it. On one that *book* leaves blank
    on every line nothing hangs: 'Start' and 'End' before two rows of days.
    """
    fields: dict[Place, str | None] = {}
    doubts: list[Finding] = []
    alike: dict[tuple[str, int, str | None, int], list[tuple[Table, Column, Suggestion]]] = {}
    no_plan = _tables_without_amounts(mapped, accept_above)
    grids = {grid.sheet: grid for grid in book.sheets} if book else {}
    for place, table, column, suggestion in mapped.columns():
        settled, fields[place] = decided(choices, place, column, suggestion)
        if settled or place[:2] in no_plan:
            continue
        if not needs_person(suggestion, column, accept_above, mapped.template):
            continue
        if place[0] in grids and _is_blank(grids[place[0]], table, column):
            continue
        if others := _other_names(mapped, place, suggestion):
            doubts.append(_by_another_name(place[0], table, column, suggestion, others))
        elif suggestion.field or (
            _nearest_is_date(suggestion, mapped.template)
            and _may_hold_days(column.samples)
            and not _has_day(mapped.suggestions[place[:2]], suggestion.alternatives[0].field)
        ):
            key = (*place[:2], suggestion.field, round(suggestion.confidence * 100))
            alike.setdefault(key, []).append((table, column, suggestion))
    for (sheet, *_), many in alike.items():
        doubts += doubts_of(sheet, many[0][0], [(column, suggestion) for _, column, suggestion in many])
    tables = [table for _, _, table in mapped.exported_tables()]
    if tables and not any(fields.values()) and not any(table.periods for table in tables):
        doubts.append(NOTHING_MAPPED.at(template=mapped.template.name))
    return fields, doubts


def _has_day(table: Sequence[Suggestion], nearest: str) -> bool:
    """Whether another column gives the day that an open one may: a line begins once, whatever is said of its invoice."""
    fields = {one.field for one in table}
    return nearest in fields or (nearest in _FIRST_DAYS and not fields.isdisjoint(_FIRST_DAYS))


def _is_blank(grid: Grid, table: Table, column: Column) -> bool:
    """Whether a column says nothing on any line."""
    return not any(
        grid.at(row, column.number) not in (None, "") or (row, column.number) in grid.uncalculated
        for row in table.line_rows
    )


def _other_names(mapped: MappedPlan, place: Place, suggestion: Suggestion) -> list[str]:
    """What else the one column of money of a table may be, where tax and rebates make no difference; empty in a true doubt.

    'Cost' is a net cost, a budget or what was spent: the plan says it once, and its sum is the same.
    """
    families = {f.name: f.family for f in mapped.template.fields}
    plain = {f.name for f in mapped.template.fields if f.family == "money" and not _GROSS & f.words_for}
    near = [a.field for a in suggestion.alternatives if a.confidence >= NEAR]
    if (
        suggestion.field not in plain
        or suggestion.confidence < LIKELIER
        or not near
        or not plain.issuperset(near)
    ):
        return []
    money = [one for one in mapped.suggestions[place[:2]] if families.get(one.field or "") == "money"]
    return near if len(money) == 1 else []


def _by_another_name(
    sheet: str, table: Table, column: Column, suggestion: Suggestion, others: Sequence[str]
) -> Finding:
    return MONEY_BY_ANOTHER_NAME.at(
        sheet,
        cell_of(table, column),
        fields=[str(suggestion.field)],
        header=column.header,
        field=str(suggestion.field),
        others=" or ".join(others),
    )


def _tables_without_amounts(mapped: MappedPlan, accept_above: float) -> set[tuple[str, int]]:
    """Lists beside a plan, by sheet and number: no column has an amount or may well have one; nothing is asked of them."""
    amounts = amount_names(mapped.template)
    with_amounts = {(sheet, number) for sheet, number, table in mapped.exported_tables() if table.periods}
    for (sheet, number, _), _, _, suggestion in mapped.columns():
        names = {suggestion.field}
        if suggestion.confidence < LIKELIER and in_doubt(suggestion, accept_above):
            names |= {near.field for near in suggestion.alternatives if near.confidence >= WORTH_A_LOOK}
        if names & amounts:
            with_amounts.add((sheet, number))
    return (
        {(sheet, number) for sheet, number, _ in mapped.exported_tables()} - with_amounts
        if with_amounts
        else set()
    )


def export_tables(
    book: Book,
    mapped: MappedPlan,
    choices: PlanChoices,
    fields: Mapping[Place, str | None],
    scopes: Mapping[str, Scope],
    memory: MemoryStore,
    rules: RulesOf,
) -> list[MappedTable]:
    """The tables that are exported, with all that cleaning needs; *scopes* says for whom each sheet is."""
    grids = {grid.sheet: grid for grid in book.sheets}
    layouts = {layout.sheet: layout for layout in mapped.layouts}
    tables: list[MappedTable] = []
    for at, (sheet, number, table) in enumerate(mapped.exported_tables(), 1):
        numbers = (column.number for column in table.columns)
        suggestions = dict(zip(numbers, mapped.suggestions[sheet, number], strict=True))
        one = build.MappedTable(
            grid=grids[sheet],
            layout=layouts[sheet],
            table=table,
            fields={column: fields[sheet, number, column] for column in suggestions},
            period_measure=_period_measure(mapped, choices, (sheet, number, at), table),
            scope=scopes[sheet],
            learnt=value_names.learnt(memory, scopes[sheet]),
            rules=rules,
            number=at,
            decided=_decided(mapped, choices, sheet, number, table),
            is_plan_by_word=_is_plan_by_word(mapped, choices, sheet, number, table),
            rows_by_word=_rows_by_word(choices, sheet, table),
            confidence={column: each.confidence for column, each in suggestions.items()},
            alternatives={column: each.alternatives for column, each in suggestions.items()},
            unknown=frozenset(c for c, each in suggestions.items() if isinstance(each, NothingKnown)),
        )
        tables.append(one)
    return tables


def _decided(
    mapped: MappedPlan, choices: PlanChoices, sheet: str, number: int, table: Table
) -> frozenset[int]:
    """The columns that a person settled, in this review or in an earlier one that memory knows."""
    suggestions = mapped.suggestions[sheet, number]
    return frozenset(
        column.number
        for column, suggestion in zip(table.columns, suggestions, strict=True)
        if suggestion.origin == "memory" or settles(choices, (sheet, number, column.number), column)
    )


def _is_plan_by_word(mapped: MappedPlan, choices: PlanChoices, sheet: str, number: int, table: Table) -> bool:
    """Whether a person chose another field than the proposed one for a column of the table, or called a row of it a line."""
    if _rows_by_word(choices, sheet, table):
        return True
    return any(
        by_person and field is not None and field != suggestion.field
        for column, suggestion in zip(table.columns, mapped.suggestions[sheet, number], strict=True)
        for by_person, field in [decided(choices, (sheet, number, column.number), column, suggestion)]
    )


def _rows_by_word(choices: PlanChoices, sheet: str, table: Table) -> frozenset[int]:
    """The rows of the table that a person called lines."""
    return frozenset(
        word.row
        for word in choices.overrides
        if word.sheet == sheet and word.kind == "data" and table.first_row <= word.row <= table.last_row
    )


def _nearest_is_date(suggestion: Suggestion, template: Template) -> bool:
    nearest = suggestion.alternatives[0].field
    return any(field.name == nearest and field.type == "date" for field in template.fields)


def _may_hold_days(samples: Sequence[str]) -> bool:
    """Whether any of the values names a time: no date hangs on lengths ('2 months') or on an empty column."""
    parts = {sample: tokens(sample) for sample in samples}
    return any(
        (time_of(sample) or any(token.kind == "m" for token in of_sample)) and not is_length(of_sample)
        for sample, of_sample in parts.items()
    )


def _period_measure(
    mapped: MappedPlan, choices: PlanChoices, place: tuple[str, int, int], table: Table
) -> str | None:
    """What a person says that the periods hold, in the review or by an answer; *place* ends in the table's number."""
    if not table.periods:
        return None
    sheet, number, at = place
    reviewed = choices.by_place.get((sheet, number, table.periods[0].number))
    if reviewed is not None:
        return reviewed
    answer = questions.measure_answer(at, sheet, table, mapped.answers)
    return None if answer is None else answer.value
