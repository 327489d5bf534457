"""What a planner reviews and decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from worker.lazy_dataclass import dataclass
from worker.shapes.finding import Finding
from worker.shapes.layout import RowKind, SheetLayout
from worker.shapes.mapping import Origin, Verdict
from worker.shapes.question import Question
from worker.shapes.template import Template


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One source column as the planner reviews it."""

    sheet: str
    table: int
    """Which table of the sheet, from 1."""
    column: int
    header: str
    sample: str
    field: str | None
    confidence: float
    origin: Origin
    reason: str
    alternatives: tuple[str, ...] = ()
    in_doubt: bool = False
    """Whether it needs a person."""
    decision: Verdict | None = None
    correct_field: str | None = None
    periods: bool = False
    """For the row that says what a table's period columns hold; `column` is then the first of them."""

    @property
    def final_field(self) -> str | None:
        """The field that holds after the decision."""
        if self.decision == "correct":
            return self.correct_field
        return None if self.decision == "reject" else self.field


@dataclass(frozen=True, slots=True)
class RowOverride:
    """A planner's word on what a row is, against what was detected."""

    sheet: str
    row: int
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Review:
    """What `map` proposes, and what a person said to it."""

    plan: str
    """The plan's file name."""
    template: Template
    rows: tuple[ReviewRow, ...]
    layouts: tuple[SheetLayout, ...] = ()
    overrides: tuple[RowOverride, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """Id of a question -> what a person answered."""


Place = tuple[str, int, int]
"""Where a column is: sheet, which of its tables from 1, column number."""


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What was decided for a plan; columns that it does not name keep their proposal."""

    by_place: Mapping[Place, str | None] = field(default_factory=dict)
    by_header: Mapping[str, str | None] = field(default_factory=dict)
    overrides: tuple[RowOverride, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """Id of a question -> answer."""
