"""Answers that memory keeps: what a person said of a plan is not asked again of the next one of its shape and client.

An answer stands beside a table's shape, as the name of a value stands beside the value; so undo, forgetting, audit and
a team's memory serve it like any other decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2s

from worker.findings.mapping import ANSWER_REMEMBERED
from worker.lazy_dataclass import dataclass
from worker.memory.layouts.table_shape import Shape, shape_of
from worker.memory.store import MemoryStore
from worker.shapes.answers import AnswerMemory
from worker.shapes.finding import Finding
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.mapping import Scope
from worker.shapes.memory import ValueDecision
from worker.shapes.question import Question, Topic
from worker.text import normalise
from worker.verbs.export import Export
from worker.verbs.mapped_plan import one_measure

TOPICS: frozenset[Topic] = frozenset({"version", "sheet", "measure", "year", "currency"})
"""What the next plan may be asked in the same words; the day on which it begins is its own."""

_YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was answered of one table."""

    topic: Topic
    sheet: str
    table: Table
    mark: str
    """As `_mark` has it."""


def memory_of(memory: MemoryStore, scopes: Mapping[str, Scope]) -> AnswerMemory:
    """What *memory* has for a plan whose sheets are for *scopes*."""

    def answer(topic: Topic, sheet: str, table: Table, options: Sequence[str]) -> str | None:
        scope = scopes[sheet]
        mark = _mark_in(memory, topic, _key(topic, table, scope), scope)
        if not options:
            return mark
        matches = [option for option in options if _mark(topic, option) == mark]
        return matches[0] if len(matches) == 1 else None

    return answer


def notes(questions: Sequence[Question]) -> tuple[Finding, ...]:
    """One for each answer that is not the planner's of this plan."""
    return tuple(
        ANSWER_REMEMBERED.at(
            question.sheets[0] if question.sheets else None,
            question=question.id,
            answer=question.answer,
        )
        for question in questions
        if question.from_memory
    )


def learn(memory: MemoryStore, export: Export, scopes: Mapping[str, Scope], user: str) -> None:
    """Keep what a person answered with this plan; two answers for tables of one shape and client leave memory as it is.

    Raises:
        MemoryProblem: nothing was kept.
    """
    by_place: dict[tuple[Topic, str, Scope], set[str]] = {}
    for one in _answers(export):
        scope = scopes[one.sheet]
        by_place.setdefault((one.topic, _key(one.topic, one.table, scope), scope), set()).add(one.mark)
    decisions = [
        _decision(topic, key, _mark_in(memory, topic, key, scope), mark, scope)
        for (topic, key, scope), marks in by_place.items()
        for mark in marks
        if len(marks) == 1 and _mark_in(memory, topic, key, scope) != mark
    ]
    if decisions:
        memory.decide([], user, values=decisions, plan=export.mapped.plan)


def _mark_in(memory: MemoryStore, topic: Topic, key: str, scope: Scope) -> str | None:
    answer = memory.recall_values(_about(topic), [key], scope).get(normalise(key))
    return None if answer is None else answer.value


def _decision(topic: Topic, key: str, before: str | None, mark: str, scope: Scope) -> ValueDecision:
    if before is None:
        return ValueDecision(_about(topic), key, mark, "confirm", scope=scope)
    return ValueDecision(_about(topic), key, before, "correct", mark, scope)


def _mark(topic: Topic, answer: str) -> str:
    """An answer as memory keeps it: the name of a sheet is the plan's own, and leaves a mark without its year."""
    if topic != "version":
        return answer
    return blake2s(_YEAR.sub("#", normalise(answer)).encode(), digest_size=8).hexdigest()


def _about(topic: Topic) -> str:
    """What memory lists it under, beside the values of fields."""
    return f"answer: {topic}"


def _key(topic: Topic, table: Table, scope: Scope) -> str:
    """The table's shape; without a client it serves plans without one alone, and a year ends with the year of its answer."""
    parts = [Shape(shape_of(table).headers).fingerprint]
    if scope.client is None:
        parts.append("without client")
    if topic == "year":
        parts.append(f"in {date.today().year}")
    return " ".join(parts)


def _answers(export: Export) -> Iterator[_Answer]:
    """What a person said with this plan, of each table that it is about."""
    answers = export.mapped.answers.by_id
    for question in export.questions:
        if question.id in answers and question.answer is not None and question.topic in TOPICS:
            for sheet, table in _tables_of(question, export.mapped.layouts):
                yield _Answer(question.topic, sheet, table, _mark(question.topic, question.answer))
    yield from _reviewed_measures(export)


def _tables_of(question: Question, layouts: Sequence[SheetLayout]) -> Iterator[tuple[str, Table]]:
    """The tables that a question names by their sheets, rows and columns."""
    for layout in layouts:
        for table in layout.tables if layout.sheet in question.sheets else ():
            letters = {column.letter for column in table.columns} | {p.letter for p in table.periods}
            in_rows = not question.rows or table.first_row <= question.rows[0] <= table.last_row
            if in_rows and letters.issuperset(question.columns):
                yield layout.sheet, table


def _reviewed_measures(export: Export) -> Iterator[_Answer]:
    """What a review says that the periods of tables hold whose headings don't."""
    for sheet, number, table in export.mapped.exported_tables():
        if one_measure(table) and table.periods[0].measure is None:
            field = export.choices.by_place.get((sheet, number, table.periods[0].number))
            if field is not None:
                yield _Answer("measure", sheet, table, field)
