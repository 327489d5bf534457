"""What a person should know, and totals compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


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
    ok: bool
    level: Literal["table", "section", "line", "period"] = "table"
    label: str = ""
    sheet: str | None = None
    cell: str | None = None
