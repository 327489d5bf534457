"""A plan sheet that is made of raw data: lines by channel, periods as columns."""

from __future__ import annotations

from datetime import date
from typing import Literal

from worker.lazy_dataclass import dataclass
from worker.shapes.raw_data import Value
from worker.shapes.template import Field

Step = Literal["day", "week", "month", "span"]
"""What each period column is; a span has its own first and last day."""
Cut = Literal["week", "month"]
"""Calendar periods that rows can be cut into."""


@dataclass(frozen=True, slots=True)
class FlowPeriod:
    """The first and the last day of a period column."""

    start: date
    end: date
    band: date | None = None
    """The first day of the month in which a week is booked whole; None where months cut weeks."""


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """One field of all lines."""

    field: Field
    values: tuple[Value, ...]
    adds_up: bool = False
    """Whether its subtotals and totals mean something."""


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """The period columns of one measure."""

    field: Field | None
    """None where the cells are marks: the lines run, and no amount says how much."""
    amounts: tuple[tuple[float | None, ...], ...]
    """Lines x periods."""


@dataclass(frozen=True, slots=True)
class FlowGroup:
    """Neighbouring lines that a subtotal adds up."""

    channel: str | None
    currency: str | None
    """None where the whole plan has one currency."""
    first: int
    last: int
    """Places of lines, from 0, the last included."""


@dataclass(frozen=True, slots=True)
class Flowchart:
    """A plan sheet before it is written."""

    name: str
    brief: tuple[tuple[Field, str], ...]
    """What holds for every line."""
    columns: tuple[FlowColumn, ...]
    groups: tuple[FlowGroup, ...]
    step: Step
    periods: tuple[FlowPeriod, ...]
    blocks: tuple[FlowBlock, ...]

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.groups[-1].last + 1 if self.groups else 0
