"""Who keeps what was asked of the model and what it cost; the memory's table in earnest, a list where there is none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from worker.shapes.model_call import ModelCall

Check = Callable[[int, float], None]
"""Called with the tokens and US dollars spent so far; raises where no more may be."""


class Ledger(Protocol):
    """Keeps calls. Whoever asks reserves first and settles after, so that all processes together stay within a budget."""

    def record(self, call: ModelCall) -> None:
        """Keep one call that was not reserved."""
        ...

    def reserve(self, call: ModelCall, since: datetime, check: Check) -> int:
        """Keep *call* at its full length if *check* lets what was spent from *since* on pass; gives its number.

        No other reservation comes between the sum and the row, in whatever process.
        """
        ...

    def settle(self, number: int, call: ModelCall) -> None:
        """Put what the call came to in the place of its reservation."""
        ...

    def spent_since(self, at: datetime) -> tuple[int, float]:
        """Tokens in and out, and US dollars, of the calls from *at* on, those reserved included."""
        ...


class SessionLedger:
    """A ledger that lasts as long as the process."""

    def __init__(self) -> None:
        self.calls: list[ModelCall] = []
        self._lock = threading.Lock()

    def record(self, call: ModelCall) -> None:
        """Keep one call."""
        self.calls.append(call)

    def reserve(self, call: ModelCall, since: datetime, check: Check) -> int:
        """Keep *call* at its full length if *check* lets what was spent pass; gives its place in the list."""
        with self._lock:
            check(*self.spent_since(since))
            self.calls.append(call)
            return len(self.calls) - 1

    def settle(self, number: int, call: ModelCall) -> None:
        """Put what the call came to in the place of its reservation."""
        self.calls[number] = call

    def spent_since(self, at: datetime) -> tuple[int, float]:
        """Tokens in and out, and US dollars, of the calls from *at* on."""
        since = [call for call in list(self.calls) if call.at >= at]
        return sum(c.tokens_in + c.tokens_out for c in since), sum(c.cost or 0.0 for c in since)
