"""The year of periods that name none, where the days beside them in each line prove it: 'Start | End | Jan | Feb'."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NamedTuple

from worker.plans.periods.days import PeriodDays
from worker.shapes.grid import Cell, Grid
from worker.values.dates.orders import column_order
from worker.values.dates.parsing import parse_date

LEAST_STARTS = 2
"""Different periods in which lines must begin, or end, where one day a line is all that they have: when it was booked is no start."""
MOST_ODD = 0.1
"""Share of lines that may speak against it: a flight may be typed wrong."""
_PAIR = 2

Spans = Sequence[PeriodDays]


class _Line(NamedTuple):
    """A line's own days, and which of the periods have an amount."""

    first: date
    last: date
    amounts: Sequence[int]


def year_of_flights(
    grid: Grid,
    rows: Sequence[int],
    periods: Sequence[int],
    beside: Collection[int],
    days_in: Callable[[int], Spans],
) -> int | None:
    """The one year in which each line's amounts lie in the line's own flight.

    Args:
        rows: of lines.
        periods: the columns of the periods.
        beside: the table's other columns.
        days_in: the periods' days in a year.
    """
    dates = [days for column in beside if (days := _days(grid, rows, column))]
    lines: list[_Line] = []
    for row in rows:
        of_line = [days[row] for days in dates if row in days]
        amounts = [at for at, column in enumerate(periods) if grid.at(row, column) not in (None, "", 0)]
        if of_line and amounts:
            lines.append(_Line(min(of_line), max(of_line), amounts))
    agree = _lie_in_flights if len(dates) >= _PAIR else _begin_or_end
    candidates = sorted({year for line in lines for year in (line.first.year, line.last.year)})
    proved = [year for year in candidates if agree(lines, days_in(year))]
    return proved[0] if len(proved) == 1 else None


def _days(grid: Grid, rows: Sequence[int], column: int) -> dict[int, date]:
    """The day of each line, where a column holds days with their year and nothing else."""
    cells: dict[int, Cell] = {row: cell for row in rows if (cell := grid.at(row, column)) not in (None, "")}
    order = column_order(list(cells.values()))
    days = {row: day for row, cell in cells.items() if (day := parse_date(cell, order))}
    return days if len(days) == len(cells) else {}


def _lie_in_flights(lines: Sequence[_Line], spans: Spans) -> bool:
    odd = sum(not all(_meets(spans[at], line.first, line.last) for at in line.amounts) for line in lines)
    return odd <= MOST_ODD * len(lines)


def _begin_or_end(lines: Sequence[_Line], spans: Spans) -> bool:
    """Whether the one day of each line lies in the first of its periods, or in all lines in the last, and not ever in the same."""
    for end in (0, -1):
        here = {line.amounts[end] for line in lines}
        odd = sum(not _meets(spans[line.amounts[end]], line.first, line.last) for line in lines)
        if len(here) >= LEAST_STARTS and odd <= MOST_ODD * len(lines):
            return True
    return False


def _meets(span: PeriodDays, first: date, last: date) -> bool:
    return span.start is not None and span.end is not None and span.start <= last and span.end >= first
