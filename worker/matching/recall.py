"""Memory's part of the cascade: what was confirmed answers, what was rejected is not proposed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from worker.shapes.mapping import Scope
from worker.shapes.memory import Recollection

ANSWERS_FROM = 0.8
"""Confidence from which memory answers alone."""
SUPPORT = 0.85
"""How much of a weaker memory counts as evidence beside the rules."""


class Recaller(Protocol):
    """Whoever remembers decisions."""

    def recall_many(self, headers: Sequence[str], scope: Scope) -> Mapping[str, Recollection]:
        """What is remembered of these headers in this scope, by `text.normalise(header)`; unknown ones are left out."""
        ...


def supported(
    fields: Sequence[tuple[str, float]], left_open: float, recalled: Recollection
) -> tuple[list[tuple[str, float]], float]:
    """Chances of fields, and of none, once a weaker memory has spoken for its field and against rejected ones."""
    chances = {name: p for name, p in fields if name not in recalled.rejected}
    open_ = left_open + sum(p for name, p in fields if name in recalled.rejected)
    if recalled.field is not None and recalled.field not in recalled.rejected:
        before = chances.pop(recalled.field, 0.0)
        after = before + (1.0 - before) * recalled.confidence * SUPPORT
        shrink = (1.0 - after) / (1.0 - before) if before < 1.0 else 0.0
        chances = {name: p * shrink for name, p in chances.items()}
        chances[recalled.field] = after
        open_ *= shrink
    return sorted(chances.items(), key=lambda item: -item[1]), open_
