"""What changed between two versions of a plan: its lines, their fields and periods, and the money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, get_args

from worker.lazy_dataclass import dataclass

ChangeKind = Literal["added", "gone", "changed", "split", "merged", "moved"]
"""`split`: a line of which the new version has several, or one of these; `merged`: the other way round."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands; None where the file does not say it."""

    sheet: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a line before and after; None where it was blank, a day in ISO form."""

    field: str
    old: str | float | None
    new: str | float | None


@dataclass(frozen=True, slots=True)
class PeriodChange:
    """What a line has of a measure in the period that begins on a day."""

    start: date | None
    measure: str
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class AmountChange:
    """What a line has of a measure in all, to the cent."""

    measure: str
    currency: str | None
    old: float
    new: float
    difference: float


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that is not as it was."""

    kind: ChangeKind
    key: str
    texts: Mapping[str, str]
    """What the line is called, the newer word; by field."""
    old: Place | None
    new: Place | None
    fields: Sequence[FieldChange] = ()
    periods: Sequence[PeriodChange] = ()
    amounts: Sequence[AmountChange] = ()
    """The measures that differ; for a line that is new or gone, all that it has."""


@dataclass(frozen=True, slots=True)
class SumChange:
    """A measure in all: old + added + gone + more + less + rounding = new, to the cent."""

    measure: str
    currency: str | None
    old: float
    new: float
    difference: float
    added: float
    """Of new lines."""
    gone: float
    """Of lines that are gone; below zero."""
    more: float
    """Of lines that have more than before."""
    less: float
    rounding: float
    """Parts of a cent that single lines have and no line shows."""


@dataclass(frozen=True)
class Difference:
    """Two versions of a plan."""

    old_name: str
    new_name: str
    old_lines: int
    new_lines: int
    changes: tuple[LineChange, ...]
    """In the order of the new version; what is gone comes last."""
    sums: tuple[SumChange, ...]
    only_old: tuple[str, ...]
    """Fields that the old version alone has; they are no change of each line."""
    only_new: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines changed, by kind; each kind is there."""
        counts = Counter(change.kind for change in self.changes)
        return {kind: counts[kind] for kind in get_args(ChangeKind)}
