"""What travels through the cascade: a question, and the drafts of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from worker.lazy_dataclass import dataclass
from worker.matching.rankers.ranking import Ranking
from worker.shapes.finding import Finding
from worker.shapes.layout import Table
from worker.shapes.mapping import Origin, Scope, SourceColumn, Suggestion
from worker.shapes.memory import Recollection


@dataclass(frozen=True, slots=True)
class Question:
    """The columns of one table, to be mapped together."""

    columns: tuple[SourceColumn, ...]
    scope: Scope = Scope()
    one_to_one: bool | None = None
    """Whether no field may be used twice; None leaves it to the field."""
    alternatives: int = 3
    context: str | None = None
    """What else the model may read: the brief, what memory holds."""
    sheet: str = ""
    table: Table | None = None
    """The table that the columns stand in, and its sheet's name, where they come from a plan."""
    decided: tuple[tuple[str, str], ...] = ()
    """Headers of the table's other columns with their fields: what a remembered layout answers is not asked."""


class Proposals(NamedTuple):
    """What is proposed for the columns of several tables."""

    tables: list[list[Suggestion]]
    """One suggestion a column, in order."""
    notes: tuple[Finding, ...] = ()
    """What a person should know beside them: why the model did not answer."""


class Draft(NamedTuple):
    """One column on its way through the cascade."""

    column: SourceColumn
    recalled: Recollection | None = None
    ranking: Ranking | None = None
    alternatives: tuple[tuple[str, float], ...] = ()
    """Other fields with their chances, likeliest first."""
    field: str | None = None
    confidence: float = 0.0
    origin: Origin = "none"
    reason: str = ""
    settled: bool = False
    """Memory answered; nobody else is asked."""


@dataclass(frozen=True, slots=True)
class Work:
    """A question with its drafts, one a column, as the steps taken leave them."""

    question: Question
    drafts: tuple[Draft, ...]
    repeatable: frozenset[str] | None = None
    """Fields that several of its columns may have; None is all of them."""
    findings: tuple[Finding, ...] = ()
    """What a person should know beside the suggestions."""


class Matcher(Protocol):
    """One step of the cascade."""

    def answer(self, works: Sequence[Work]) -> Sequence[Work]:
        """The same works in their order, with the drafts that were open answered as far as this step can."""
        ...
