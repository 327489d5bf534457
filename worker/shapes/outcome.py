"""What became of each plan of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from worker.lazy_dataclass import dataclass
from worker.shapes.question import Question

PlanState = Literal["settled", "needs-person", "refused"]


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column of a plan that needs a person."""

    header: str
    sample: str
    field: str | None
    """The field that it is taken for, if any."""
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file of the dataset, relative to its root."""

    path: str
    rows: int


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """One line of a batch: a plan, and what became of it."""

    plan: str
    """Its path, as the batch was given it."""
    digest: str
    """Of its bytes; blank where it can't be read."""
    state: PlanState
    reason: str = ""
    """Why it is not settled, in a sentence."""
    client: str | None = None
    files: tuple[DataFile, ...] = ()
    """Only of plans that are settled."""
    rows: int = 0
    sums: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Measure -> currency ('' where there is none) -> sum."""
    findings: Mapping[str, int] = field(default_factory=dict)
    """Code -> how many."""
    columns: tuple[OpenColumn, ...] = ()
    questions: tuple[Question, ...] = ()
    key: str = ""
    """What else than the plan the outcome depends on."""
