"""The periods of a table of which only the header rows matter."""

from __future__ import annotations

from datetime import datetime, timedelta

from worker.plans.periods.periods import read_periods
from worker.shapes.grid import Grid, Merge
from worker.shapes.layout import BriefItem

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
QUARTERS = ["Q1", "Q2", "Q3", "Q4"]
MONDAYS = [datetime(2026, 1, 5) + timedelta(weeks=week) for week in range(6)]


def read(*header, above=(), merges=(), body=None, sheet="Plan", **given):
    """The periods of a table whose header rows are *header*, under the title rows *above*, over one line of amounts."""
    width = max(len(row) for row in (*header, *above))
    body = [["line", *[100] * (width - 1)]] if body is None else body
    cells = [[*row, *[None] * (width - len(row))] for row in (*above, *header, *body)]
    first = len(above) + 1
    grid = Grid(
        sheet,
        cells,
        tuple(Merge(r + first - 1, c, r + first - 1, d) for r, c, d in merges),
        formats=given.pop("formats", {}),
        fills=given.pop("fills", {}),
    )
    rows = range(first, first + len(header))
    return read_periods(grid, rows, rows[-1] + 1, len(cells), range(1, width + 1), **given)


def letters(periods):
    return "".join(period.letter for period in periods)


def starts(periods):
    return [f"{period.start:%y%m%d}" if period.start else None for period in periods]


def flight(first, last):
    return [BriefItem("Flight", first, "start_date", 1, 1), BriefItem("Flight", last, "end_date", 1, 1)]
