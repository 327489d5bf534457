"""Who keeps what was asked of the model and what it cost; the memory's table in earnest, a list where there is none."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from worker.shapes.model_call import ModelCall


class Ledger(Protocol):
    """Keeps calls."""

    def record(self, call: ModelCall) -> None:
        """Keep one call."""
        ...

    def spent_since(self, at: datetime) -> tuple[int, float]:
        """Tokens in and out, and US dollars, of the calls from *at* on."""
        ...


class SessionLedger:
    """A ledger that lasts as long as the process."""

    def __init__(self) -> None:
        self.calls: list[ModelCall] = []

    def record(self, call: ModelCall) -> None:
        """Keep one call."""
        self.calls.append(call)

    def spent_since(self, at: datetime) -> tuple[int, float]:
        """Tokens in and out, and US dollars, of the calls from *at* on."""
        since = [call for call in list(self.calls) if call.at >= at]
        return sum(c.tokens_in + c.tokens_out for c in since), sum(c.cost or 0.0 for c in since)
