"""Answers to the questions of a plan: those given with it, and those that memory has from an earlier plan of its shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Protocol

from worker.lazy_dataclass import dataclass
from worker.shapes.layout import Table
from worker.shapes.question import Question, Topic


class AnswerMemory(Protocol):
    """What was answered when a table of the same shape raised a question of the same topic."""

    def __call__(self, topic: Topic, sheet: str, table: Table, options: Sequence[str], /) -> str | None:
        """The answer, one of *options* where there are any; None where nobody answered, or another option."""
        ...


def no_memory(topic: Topic, sheet: str, table: Table, options: Sequence[str], /) -> None:
    """An `AnswerMemory` that knows nothing."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers with which a plan is understood."""

    by_id: Mapping[str, str] = field(default_factory=dict)
    """Id of a question -> answer, as a person gave it with this plan."""
    memory: AnswerMemory = no_memory

    def to(self, question: Question, tables: Iterable[tuple[str, Table]]) -> Question:
        """The question with its answer: the given one, else the one that memory has of all *tables* that raise it.

        Args:
            tables: each with its sheet.

        Raises:
            UsageError: the given answer is none of the options.
        """
        if question.id in self.by_id:
            return question.with_answer(self.by_id)
        by_sheet = {self.memory(question.topic, sheet, table, question.options) for sheet, table in tables}
        answers = [answer for answer in by_sheet if answer is not None]
        return replace(question, answer=answers[0], from_memory=True) if len(answers) == 1 else question


NO_ANSWERS = Answers()
