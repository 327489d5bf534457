"""The model's door in the cascade: asked last, for what is still open, and never believed as far as memory is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from worker.shapes import Scope, SourceColumn, Template

CAP = 0.79
"""A model's answer stays below what memory needs to answer alone."""


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What the model says of one column."""

    field: str | None
    confidence: float
    reason: str


class Asker(Protocol):
    """Whoever speaks to a model."""

    def ask_columns(
        self, columns: Sequence[SourceColumn], template: Template, scope: Scope, context: str | None
    ) -> Mapping[int, ModelAnswer]:
        """Answers by position in *columns*, all asked in one question; what it can not answer is left out."""
        ...


def usable(answer: ModelAnswer | None, template: Template) -> ModelAnswer | None:
    """The answer, capped, if it chose from the template's fields."""
    if answer is None or answer.field is None or answer.field not in template.names:
        return None
    return ModelAnswer(answer.field, min(max(answer.confidence, 0.0), CAP), answer.reason)
