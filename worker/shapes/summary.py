"""What an export comes to, for people: sums, months, flights, and what was decided and left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import cycle
from typing import Literal, TypeVar

from worker.lazy_dataclass import dataclass
from worker.shapes.question import Question

Step = Literal["week", "month"]
T = TypeVar("T")
CHANNEL_COLOURS = (
    "#2E5478",
    "#D9A441",
    "#2E7D5B",
    "#B5483A",
    "#7A6BA8",
    "#5FA3B8",
    "#9A7B4F",
    "#8C949C",
)
"""They differ in print without colour as well."""
NO_NAME = "(none)"
"""What rows without a channel or publisher are summed under."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount that adds up over the rows."""

    name: str
    title: str
    """The name in words."""
    is_money: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one channel, publisher or month, in one currency."""

    name: str
    currency: str
    """'' where the rows name none."""
    amounts: tuple[float, ...]
    """One a measure."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The sums by one dimension, largest first or by time."""

    title: str
    """'Channel'."""
    rows: tuple[Sums, ...]


@dataclass(frozen=True, slots=True)
class Months:
    """The main measure by month and channel, in the currency that has most rows."""

    measure: Measure
    currency: str
    channels: tuple[str, ...]
    months: tuple[date, ...]
    """First days."""
    amounts: tuple[tuple[float, ...], ...]
    """A tuple a month, a number a channel."""


@dataclass(frozen=True, slots=True)
class FlightLine:
    """One line of the plan over time."""

    labels: tuple[str, ...]
    group: str
    """Its channel, which colours it; '' where there is none."""
    amount: float
    cells: tuple[float | None, ...]
    """A number a step; None where the line does not run."""


@dataclass(frozen=True, slots=True)
class Flighting:
    """The lines over weeks or months."""

    heads: tuple[str, ...]
    """What the labels of a line are: 'Channel', 'Publisher'."""
    measure: Measure | None
    step: Step
    starts: tuple[date, ...]
    """First day of each step."""
    lines: tuple[FlightLine, ...]
    more: int = 0
    """Lines beyond those."""


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """One column of the plan, and what was made of it."""

    place: str
    """'Plan!H'."""
    header: str
    field: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """An export in short."""

    plan: str
    """The plan's file name."""
    verdict: str
    settled: bool
    rows: int
    lines: int
    first: date | None
    last: date | None
    measures: tuple[Measure, ...]
    totals: Breakdown
    """By currency."""
    breakdowns: tuple[Breakdown, ...]
    months: Months | None
    flighting: Flighting | None
    decisions: tuple[ColumnNote, ...]
    """The columns that a person decided, here or earlier."""
    left_out: tuple[ColumnNote, ...]
    """The columns that became no field."""
    tables_left_out: tuple[str, ...]
    """A sentence a table."""
    questions: tuple[Question, ...]

    @property
    def channel_colours(self) -> dict[str, str]:
        """The colour of each channel, one in chart and flighting: in the plan's order, as a flowchart has it."""
        lines = self.flighting.lines if self.flighting else ()
        channels = [line.group or NO_NAME for line in lines]
        return coloured([*channels, *(self.months.channels if self.months else ())])


def coloured(channels: Iterable[T]) -> dict[T, str]:
    """A colour for each of *channels*, which may occur twice, in their order."""
    return dict(zip(dict.fromkeys(channels), cycle(CHANNEL_COLOURS), strict=False))
