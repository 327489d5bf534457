"""The questions of a mapped plan on period columns of which no heading says what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from worker.cleaning.books.questions import has_open_periods, measure_question
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.reading.table_lines import read_lines
from worker.shapes.question import Question
from worker.verbs.mapped_plan import MappedPlan


def is_open(mapped: MappedPlan) -> bool:
    """Whether a table that is taken has such columns; their sums may still say what they hold."""
    return any(has_open_periods(table) for _, _, table in mapped.taken())


def questions(mapped: MappedPlan, tables: Sequence[MappedTable]) -> Iterator[Question]:
    """One for each of *tables* whose columns do not add up to a column that says it."""
    for table in tables:
        if has_open_periods(table.table):
            lines = read_lines(table, mapped.template)
            if (question := measure_question(table, lines, mapped.answers)) is not None:
                yield question
