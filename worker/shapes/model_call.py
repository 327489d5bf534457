"""One call of the model, as the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    """US dollars; None where the model's price is not known."""
    seconds: float
    outcome: str
    """'answered', 'remembered' (no call was needed), 'reserved', or the code of the problem."""
