"""The questions that the lines of a mapped plan raise: what period columns hold, whether a table sums up others."""

from __future__ import annotations

from collections.abc import Sequence

from worker.cleaning.books.questions import has_open_periods
from worker.cleaning.build import questions_of_lines
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.question import Question
from worker.verbs.mapped_plan import MappedPlan


def is_open(mapped: MappedPlan) -> bool:
    """Whether the lines may raise any: there are several tables, or period columns that no heading explains."""
    tables = [table for _, _, table in mapped.taken()]
    return len(tables) > 1 or any(map(has_open_periods, tables))


def questions(mapped: MappedPlan, tables: Sequence[MappedTable], rounding: float) -> tuple[Question, ...]:
    """Those of *tables*, with the answers of *mapped*; sums that say what columns hold leave nothing to ask."""
    return questions_of_lines(tables, mapped.template, mapped.answers, rounding)
