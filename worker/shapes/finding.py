"""What a person should know, and totals compared."""

from __future__ import annotations

from typing import Literal

from worker.lazy_dataclass import dataclass

Severity = Literal["error", "warning", "note"]
Result = Literal["differs", "unconfirmed", "agrees"]
"""In the order in which a person wants them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know: a doubt with its place and the next step."""

    code: str
    """Stable, kebab-case: 'number-not-read'."""
    severity: Severity
    sentence: str
    next_step: str = ""
    sheet: str | None = None
    cell: str | None = None
    """'H12' or 'H12:H40'."""
    fields: tuple[str, ...] = ()
    """The template's fields that it speaks of."""


@dataclass(frozen=True, slots=True)
class Total:
    """One line of the reconciliation: what the plan says against what the raw data adds up to."""

    measure: str
    currency: str | None
    plan: float
    raw: float
    difference: float
    ok: bool | None
    """None where nothing in the plan confirms the sum: the lines agree with themselves, which is no agreement."""
    level: Literal["table", "section", "line", "period"] = "table"
    label: str = ""
    sheet: str | None = None
    cell: str | None = None

    @property
    def result(self) -> Result:
        """The same in a word: 'agrees', 'differs', or 'unconfirmed' where nothing confirms it."""
        return "unconfirmed" if self.ok is None else "agrees" if self.ok else "differs"
