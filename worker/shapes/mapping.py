"""Which field a column is: scope, suggestion, decision."""

from __future__ import annotations

from typing import Literal

from worker.lazy_dataclass import dataclass

ABOVE = " / "
"""Between a header and what stands above it, in the name of a column below several header rows."""
Origin = Literal["memory", "rules", "llm", "none"]
Verdict = Literal["confirm", "reject", "correct"]


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom something holds; None is everybody. Wide scopes serve narrow questions, never the reverse."""

    user: str | None = None
    client: str | None = None
    market: str | None = None
    platform: str | None = None
    template: str | None = None


EVERYONE = Scope()


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column to be mapped, as it comes in: from a table, the command line or HTTP."""

    name: str
    samples: tuple[str, ...] = ()
    group: str = ""
    """Headers above it, where the sheet has several header rows."""
    summed: bool = False
    """The sheet adds it up, so that it is an amount and no price or share."""
    numbers: tuple[float | None, ...] = ()
    """The numbers of its first lines, a value a line; empty where only samples are known."""
    adds_periods: bool = False
    """It adds up some of the periods beside it: its numbers are exported by period."""
    adds_measure: str | None = None
    """The field of the periods beside it whose sum it is on all lines."""
    taxed: bool = False
    """The sheet puts a percent on its total, as on money alone."""
    listed_sum: str = ""
    """What its sum is called beside the table: 'Total net (EUR)'."""

    @property
    def own_header(self) -> str:
        """The header without what stands above it."""
        return self.name.removeprefix(f"{self.group}{ABOVE}") if self.group else self.name


@dataclass(frozen=True, slots=True)
class Alternative:
    """A field that was ranked."""

    field: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The answer for one source column; `field` is None where it stays open."""

    header: str
    field: str | None
    confidence: float
    """Probability that `field` is right; 0 where it stays open."""
    origin: Origin
    reason: str
    """One sentence that a planner understands."""
    alternatives: tuple[Alternative, ...] = ()


class NothingKnown(Suggestion):
    """One that stays open since no word of the header, and nothing in the table, says what the column is.

    A class of its own, because JSON has the keys of the contract and no more.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of one header."""

    header: str
    field: str | None
    """The proposed field; None where it had been left open."""
    decision: Verdict
    correct_field: str | None = None
    """With `correct`: the right field, or None where the column has no target."""
    scope: Scope = Scope()
