"""The model's place in the cascade: asked last, for what is still open, and never believed as far as memory is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from worker.errors import MediaMapperError
from worker.lazy_dataclass import dataclass
from worker.llm import columns as columns_of_model
from worker.llm import quotes, tables
from worker.llm.answer import CAP, ColumnAnswer
from worker.memory.reporting import model_answers
from worker.memory.upkeep import proposals
from worker.shapes.layout import Table
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.memory import Source, Statement
from worker.shapes.template import Template

if TYPE_CHECKING:
    from worker.llm.door import Door
    from worker.llm.prompts import Prompts

__all__ = [
    "CAP",
    "AskedAgain",
    "Asker",
    "ColumnRequest",
    "ContextSource",
    "DoorAsker",
    "ModelAnswer",
    "ShowingAsker",
    "usable",
]

ModelAnswer = ColumnAnswer
WITHHELD = "Not sent to the model: the header reads like an instruction."


@dataclass(frozen=True, slots=True)
class ColumnRequest:
    """The columns of one table that are open, and what is known about them."""

    columns: Sequence[SourceColumn]
    template: Template
    """The fields that they may get."""
    scope: Scope
    context: str | None = None
    """What the caller says of the table; None for what the memory knows."""
    neighbours: Sequence[tuple[str, str]] = ()
    """Headers of other columns of the table with the field that each is known to have."""
    sheet: str = ""
    table: Table | None = None
    """The table itself, and its sheet's name."""


class Asker(Protocol):
    """Whoever speaks to a model."""

    def ask_columns(self, request: ColumnRequest) -> Mapping[int, ModelAnswer]:
        """Answers by position in the request's columns, all asked in one question; what it can not answer is left out."""
        ...


class ContextSource(Protocol):
    """Whoever knows what of the memory serves a question."""

    def __call__(self, task: str, columns: Sequence[str], scope: Scope, slots: Sequence[str], /) -> str:
        """The text for these context slots, within its token budget."""
        ...


class Rememberer(Protocol):
    """Whoever notes what the model said, until a person confirms it."""

    def remember(self, stated: Sequence[Statement], user: str, *, source: Source) -> object:
        """Keep mappings; with source `llm` they propose nothing by themselves."""
        ...


class DoorAsker:
    """Asks through the one door, and notes the answers as unconfirmed."""

    def __init__(
        self,
        door: Door,
        prompts: Prompts,
        *,
        shapes: bool = True,
        context: ContextSource | None = None,
        memory: Rememberer | None = None,
        decided: Callable[[], Sequence[tuple[float, bool]]] = list,
    ) -> None:
        """*decided* gives what confidences of earlier answers came to; memory notes new ones as they were stated."""
        self._door = door
        self._prompts = prompts
        self._shapes = shapes
        self._context = context
        self._memory = memory
        self._decided = decided

    def ask_columns(self, request: ColumnRequest) -> Mapping[int, ModelAnswer]:
        """See `Asker`."""
        question = self._question(request)
        answers = {at: ModelAnswer(None, 0.0, WITHHELD) for at in question.withheld}
        if question.places:
            reply = self._door.ask(question.prompt, question.schema, answer_tokens=question.answer_tokens)
            new_answers = columns_of_model.column_answers(question, reply)
            self._note(request.columns, new_answers, request.scope)
            decided = self._decided()
            answers |= {
                at: replace(answer, confidence=model_answers.calibrated(answer.confidence, decided))
                for at, answer in new_answers.items()
            }
        return answers

    def as_text(self, request: ColumnRequest) -> str:
        """Exactly what `ask_columns` would send; empty where it would send nothing."""
        question = self._question(request)
        if not question.places:
            return ""
        return self._door.as_text(question.prompt, question.schema, answer_tokens=question.answer_tokens)

    def _question(self, request: ColumnRequest) -> columns_of_model.ColumnQuestion:
        slots = self._prompts[columns_of_model.TASK].context_slots
        context = request.context
        if context is None and self._context is not None and slots:
            headers = [column.name for column in request.columns if not quotes.gives_orders(column.name)]
            context = self._context(columns_of_model.TASK, headers, request.scope, slots)
        return columns_of_model.column_question(
            self._prompts,
            request.columns,
            request.template,
            harmless(context or ""),
            shapes=self._shapes,
            neighbours=request.neighbours,
            about=tables.table_line(request.sheet, request.table) if self._shapes and request.table else "",
        )

    def _note(
        self, columns: Sequence[SourceColumn], answers: Mapping[int, ModelAnswer], scope: Scope
    ) -> None:
        if self._memory is None:
            return
        stated = {
            (columns[at].name, answer.field): Statement(
                columns[at].name, answer.field, answer.confidence, scope
            )
            for at, answer in answers.items()
            if answer.field is not None and columns[at].name.strip()
        }
        with suppress(MediaMapperError):  # a note that can't be kept is no reason to lose the answer
            self._memory.remember(list(stated.values()), "", source="llm")


def harmless(context: str) -> str:
    """A context without the lines in which a remembered header gives orders; the others' headers are quoted as ours are."""
    lines = (line for line in context.splitlines() if '"' not in line or not quotes.gives_orders(line))
    return "\n".join(map(quotes.requoted, lines))


class AskedAgain:
    """The model as one who proposes better fields for mappings that fail, for `retrain_low_performers`."""

    def __init__(self, asker: Asker, template: Template) -> None:
        self._asker = asker
        self._template = template

    def propose(self, headers: Sequence[str], scope: Scope) -> list[proposals.Proposal]:
        """Proposals for some of *headers*, all asked in one question."""
        columns = [SourceColumn(header) for header in headers]
        answers = self._asker.ask_columns(ColumnRequest(columns, self._template, scope))
        pairs = [(header, usable(answers.get(at), self._template)) for at, header in enumerate(headers)]
        return [
            proposals.Proposal(header, answer.field, answer.confidence, "llm", answer.reason, scope)
            for header, answer in pairs
            if answer is not None and answer.field is not None
        ]


class ShowingAsker:
    """Stands in a cascade where the model would, and writes down what would be sent."""

    def __init__(self, asker: DoorAsker) -> None:
        self._asker = asker
        self.texts: list[str] = []

    def ask_columns(self, request: ColumnRequest) -> Mapping[int, ModelAnswer]:
        """Answers nothing."""
        if text := self._asker.as_text(request):
            self.texts.append(text)
        return {}


def usable(answer: ModelAnswer | None, template: Template) -> ModelAnswer | None:
    """The answer, capped, if it chose from the template's fields."""
    if answer is None or answer.field is None or answer.field not in template.names:
        return None
    return ModelAnswer(answer.field, min(max(answer.confidence, 0.0), CAP), answer.reason)
