"""Cell values between Python and LibreOffice: numbers and texts travel as one block, kinds through the formats."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xl_addin.engines.cell_values import CellError, Value

Place = tuple[int, int]
Box = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""


@dataclass(slots=True)
class Encoded:
    """A block as it goes to the office: numbers and texts, and which cells need more than that."""

    rows: list[tuple[Value, ...]]
    formulas: dict[Place, str] = field(default_factory=dict)
    days: list[Place] = field(default_factory=list)
    moments: list[Place] = field(default_factory=list)
    times: list[Place] = field(default_factory=list)
    truths: list[Place] = field(default_factory=list)


def encode(rows: Sequence[Sequence[Value]], epoch: dt.datetime) -> Encoded:
    """A block of Python values; None becomes an empty text, since a void crashes LibreOffice 7.4."""
    done = Encoded([])
    for at, row in enumerate(rows):
        line: list[Value] = []
        for column, value in enumerate(row):
            kind = type(value)
            if kind is float:
                line.append(value if value == value else "")
            elif kind is str and value[:1] != "=":
                line.append(value)
            elif value is None:
                line.append("")
            elif kind is int:
                line.append(float(value))
            else:
                line.append(_special(value, (at, column), epoch, done))
        done.rows.append(tuple(line))
    return done


def _special(value: Value, place: Place, epoch: dt.datetime, done: Encoded) -> Value:
    if isinstance(value, str):
        if value == "=" or isinstance(value, CellError) or not value.startswith("="):
            return str(value)
        done.formulas[place] = str(value)
        return ""
    if isinstance(value, bool):
        done.truths.append(place)
        return float(value)
    if isinstance(value, dt.datetime):
        (done.moments if value.time() != dt.time() else done.days).append(place)
        return serial(value.replace(tzinfo=None), epoch)
    if isinstance(value, dt.date):
        done.days.append(place)
        return serial(dt.datetime(value.year, value.month, value.day), epoch)
    if isinstance(value, dt.time):
        done.times.append(place)
        moment = dt.datetime.combine(epoch, value.replace(tzinfo=None))
        return serial(moment, epoch)
    if isinstance(value, dt.timedelta):
        done.times.append(place)
        return value / dt.timedelta(days=1)
    if isinstance(value, (int, float, Decimal)):
        return float(value) if value == value else ""
    raise TypeError(f"A cell can't hold a {type(value).__name__}.")


def serial(moment: dt.datetime, epoch: dt.datetime) -> float:
    """Days since the document's first day."""
    return (moment - epoch) / dt.timedelta(days=1)


def moment_of(number: float, epoch: dt.datetime) -> Value:
    """The day and time of a number; the number where no calendar has it."""
    try:
        return epoch + _span(number)
    except OverflowError:
        return number


def time_of(number: float, _: dt.datetime) -> Value:
    """The time of day of a number, from one day on a duration."""
    try:
        span = _span(number)
    except OverflowError:
        return number
    return (dt.datetime.min + span).time() if dt.timedelta() <= span < dt.timedelta(days=1) else span


def truth_of(number: float, _: dt.datetime) -> Value:
    """TRUE and FALSE; other numbers stay."""
    return bool(number) if number in (0.0, 1.0) else number


def _span(number: float) -> dt.timedelta:
    """To the millisecond: a float of a day holds no more."""
    days, rest = divmod(number, 1)
    return dt.timedelta(days=int(days), milliseconds=round(rest * 86_400_000))


def convert(
    rows: list[list[Value]],
    boxes: Iterable[Box],
    change: Callable[[float, dt.datetime], Value],
    epoch: dt.datetime,
) -> None:
    """Change the numbers of *rows* that lie in *boxes*, in place."""
    for top, left, bottom, right in boxes:
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right, len(row) - 1) + 1):
                if type(row[column]) is float:
                    row[column] = change(row[column], epoch)


def boxes_of(places: Iterable[Place]) -> list[Box]:
    """Few rectangles that hold exactly *places*: runs down a column, joined where neighbours run alike."""
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in places:
        columns[column].append(row)
    open_boxes: dict[Place, int] = {}
    """(first row, last row) -> column where the rectangle begins."""
    done: list[Box] = []
    before = -2
    for column in sorted(columns):
        runs = _runs(sorted(columns[column]))
        boxes = (
            {run: open_boxes.pop(run, column) for run in runs}
            if column == before + 1
            else dict.fromkeys(runs, column)
        )
        done += [(top, left, bottom, before) for (top, bottom), left in open_boxes.items()]
        open_boxes, before = boxes, column
    return done + [(top, left, bottom, before) for (top, bottom), left in open_boxes.items()]


def _runs(rows: list[int]) -> list[Place]:
    runs: list[Place] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
