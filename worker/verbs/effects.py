"""What an answer to a question changes: the sums of a plan's measures under each option."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from worker.cleaning.measures import additive_names
from worker.plans.versions.candidates import table_name
from worker.plans.versions.versions import EVERY_ONE
from worker.shapes.grid import Book, Grid
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.mapping import Suggestion
from worker.shapes.question import Question
from worker.shapes.template import Template
from worker.values.amounts import parse_amount
from worker.values.money import currency_in

Sums = dict[tuple[str, str], float]
"""(field, currency or '') -> sum of a table."""


def with_effects(
    questions: Sequence[Question],
    book: Book,
    layouts: Sequence[SheetLayout],
    suggestions: Mapping[tuple[str, int], Sequence[Suggestion]],
    template: Template,
) -> tuple[Question, ...]:
    """*questions* of versions with their effect under the proposed fields; those of times change no sum and stay.

    A question of versions that nobody answered and that changes no sum is left out: the versions are copies, of which one
    counts. So is one of times whose lines have dates of their own.
    """
    if not questions:
        return ()
    grids = {grid.sheet: grid for grid in book.sheets}
    tables = {
        table_name(layout, at): (grids[layout.sheet], table, suggestions[layout.sheet, at + 1])
        for layout in layouts
        for at, table in enumerate(layout.tables)
    }
    questions_with_effect: list[Question] = []
    for question in questions:
        if question.kind in ("year", "dates"):
            if question.answer is not None or not _lines_are_dated(question, layouts, suggestions, template):
                questions_with_effect.append(question)
            continue
        sums = [_sums(*tables[option], template) for option in question.options if option in tables]
        if question.value == EVERY_ONE:
            sums.append(_added(sums))
        effect = _differences(sums)
        if effect or question.answer is not None or not any(sums):
            questions_with_effect.append(replace(question, effect=effect, fields=tuple(effect)))
    return tuple(questions_with_effect)


def _lines_are_dated(
    question: Question,
    layouts: Sequence[SheetLayout],
    suggestions: Mapping[tuple[str, int], Sequence[Suggestion]],
    template: Template,
) -> bool:
    """Whether every table with undated periods on the question's sheets has a column of dates."""
    dates = {field.name for field in template.fields if field.type == "date"}
    tables = [
        suggestions[layout.sheet, at]
        for layout in layouts
        if layout.sheet in question.sheets
        for at, table in enumerate(layout.tables, 1)
        if any(period.start is None for period in table.periods)
    ]
    return all(any(one.field in dates for one in proposals) for proposals in tables)


def _differences(sums: Sequence[Sums]) -> dict[str, dict[str, float]]:
    """The largest difference between two options, by field and currency; equal sums are left out."""
    effect: dict[str, dict[str, float]] = defaultdict(dict)
    for field, currency in dict.fromkeys(key for one in sums for key in one):
        amounts = [one.get((field, currency), 0.0) for one in sums]
        if difference := round(max(amounts) - min(amounts), 2):
            effect[field][currency] = difference
    return dict(effect)


def _added(sums: Sequence[Sums]) -> Sums:
    """What all options come to where each counts."""
    result: Sums = defaultdict(float)
    for one in sums:
        for key, amount in one.items():
            result[key] += amount
    return result


def _sums(grid: Grid, table: Table, suggestions: Sequence[Suggestion], template: Template) -> Sums:
    """What the lines of a table add up to, by measure."""
    rows = table.line_rows
    sums: Sums = {}
    for field, header, numbers in _columns(table, suggestions, template):
        key = field, currency_in(header) or ""
        if key not in sums:
            sums[key] = sum(_numbers(grid, rows, numbers))
    return sums


def _columns(
    table: Table, suggestions: Sequence[Suggestion], template: Template
) -> Iterator[tuple[str, str, list[int]]]:
    """Each measure that adds up, with a header and the columns that hold it; periods come after columns."""
    additive = additive_names(template)
    for column, suggestion in zip(table.columns, suggestions, strict=True):
        if suggestion.field in additive:
            yield suggestion.field, column.header, [column.number]
    for measure in dict.fromkeys(period.measure for period in table.periods):
        columns = [period.number for period in table.periods if period.measure == measure]
        if measure in additive and measure not in {suggestion.field for suggestion in suggestions}:
            yield measure, table.periods[0].label, columns


def _numbers(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> Iterator[float]:
    for row in rows:
        for column in columns:
            value = grid.at(row, column)
            if isinstance(value, str):
                number = parse_amount(value)
                value = number.value if number else None
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                yield float(value)
