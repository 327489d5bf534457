"""What the model says of a column, and how far it is believed."""

from __future__ import annotations

from worker.lazy_dataclass import dataclass

CAP = 0.79
"""A model's answer stays below what memory needs to answer alone."""


@dataclass(frozen=True, slots=True)
class ColumnAnswer:
    """What the model says of one column; field None is 'no target'."""

    field: str | None
    confidence: float
    reason: str
