"""Better fields for mappings that fail: proposals, and who makes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from worker.lazy_dataclass import dataclass
from worker.memory.learning.confidence import Fitted
from worker.shapes.mapping import Scope


@dataclass(frozen=True, slots=True)
class Proposal:
    """A field for a header, with where it comes from: elsewhere, similar, rules or llm."""

    header: str
    field: str
    confidence: float
    origin: str
    reason: str
    scope: Scope = Scope()
    was: str | None = None


class Proposer(Protocol):
    """Rules, a model, or both: asked once for all headers."""

    def propose(self, headers: Sequence[str], scope: Scope) -> Sequence[Proposal]:
        """Proposals for some of these headers."""
        ...


@dataclass(frozen=True, slots=True)
class Retrained:
    """What a retraining found."""

    priors: tuple[Fitted, ...]
    proposals: tuple[Proposal, ...]
    """For a person to decide; at most one a header and origin, nothing that was refused."""
