"""How the fields rank for each column of a table, before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from worker.shapes.mapping import Scope, SourceColumn

KNOWN = 0.75
"""A concept without a field that is so likely settles a column."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The fields of the template for one column, likeliest first, with the chance that none of them fits."""

    fields: tuple[tuple[str, float], ...]
    left_open: float
    evidence: Any = None
    """What the ranker needs to say why."""
    concept: tuple[str, float] | None = None
    """The likeliest concept without a target and its chance, if it beats knowing nothing."""

    @property
    def outside(self) -> bool:
        """Whether the column is known to be something that the template has no field for: nobody else need be asked."""
        return self.concept is not None and self.concept[1] >= KNOWN

    @property
    def best(self) -> tuple[str | None, float]:
        """The likeliest field."""
        return self.fields[0] if self.fields else (None, 0.0)


class Ranker(Protocol):
    """Ranks the fields of one template."""

    repeatable: frozenset[str]
    """Fields that several columns of a table may rightly share."""

    def rank(self, columns: Sequence[SourceColumn], scope: Scope) -> list[Ranking]:
        """One ranking a column, in order; the whole header row is looked at."""
        ...

    def honest(self, raw: float) -> float:
        """A ranking's number as the chance of being right."""
        ...

    def why(self, column: SourceColumn, ranking: Ranking, field: str | None) -> str:
        """One sentence on why *field* was chosen, or why none."""
        ...
