"""One call of the model, as the ledger keeps it."""

from __future__ import annotations

import math
from datetime import datetime

from worker.lazy_dataclass import dataclass

RESERVED = "reserved"
"""The outcome of a call that is under way, or whose process died: it counts at its full length."""


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One question to the model, as the ledger keeps it; no word of what was asked or answered."""

    at: datetime
    task: str
    model: str
    tokens_in: int
    """Input tokens, those read from and written to the provider's cache included."""
    tokens_out: int
    tokens_cached: int
    """Of the input, what the provider read from its cache."""
    cost: float | None
    """US dollars, at the dearest known price where the model's own is not known; None where no price is."""
    seconds: float
    outcome: str
    """'answered', 'remembered' (no call was needed), 'reserved', or the code of the problem."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What a run of questions to the model came to."""

    calls: int = 0
    remembered: int = 0
    """Questions that were answered from what the model had said before."""
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    model: str = ""
    counted_as: str = ""
    """The dearest model of the price list, where the model asked has no price there."""

    def plus(self, call: ModelCall, counted_as: str) -> Spending:
        """This with one more call."""
        is_paid = call.outcome != "remembered"
        return Spending(
            self.calls + is_paid,
            self.remembered + (not is_paid),
            self.tokens_in + call.tokens_in,
            self.tokens_out + call.tokens_out,
            self.cost + (call.cost or 0.0),
            call.model,
            counted_as,
        )

    @property
    def sentence(self) -> str:
        """Calls, tokens and cost on one line."""
        repeats = f", {self.remembered:,} answered before" if self.remembered else ""
        as_dearest = f" ({self.model} has no known price: counted as {self.counted_as}, the dearest known)"
        return (
            f"Model: {self.calls:,} {'call' if self.calls == 1 else 'calls'}{repeats}, {self.tokens_in:,} tokens in, "
            f"{self.tokens_out:,} out, {money(self.cost)}{as_dearest if self.counted_as else ''}."
        )


def money(dollars: float) -> str:
    """US dollars as people read them; what is less than one, in cents with two digits that say something."""
    cents = dollars * 100
    if cents >= 100 or cents <= 0:
        return f"{max(dollars, 0.0):,.2f} USD"
    digits = max(0, 1 - math.floor(math.log10(cents)))
    return f"{cents:.{digits}f} US cents"
