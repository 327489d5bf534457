"""Days without a year of lines that go over New Year: each lies in the flight, and a line ends after it starts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from worker.cleaning.lines import Bools, Days, LineColumn, Texts
from worker.cleaning.reading import context
from worker.cleaning.reading.source import Source
from worker.shapes.grid import Cell

_YEAR = re.compile(r"(?<!\d)(?:19|20|25|1[34])\d\d(?!\d)|['’]\d\d|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}")
LONGEST = 183
"""Days of a line that goes over New Year without saying so."""
STARTS, ENDS = ("start_date", "date"), "end_date"


def move(source: Source, columns: dict[str, LineColumn], cells: Mapping[str, Sequence[Cell]]) -> None:
    """Give the days of *columns* whose cells name no year the one of the brief's flight, and ends the year behind.

    A day that lies in the flight stays; one that lies in it a year later or earlier moves there. What the flight does
    not tell, an end before its start does: 'Dec 1' to 'Jan 10'; then days long before that line are those after it.
    """
    first, last = context.flight_of(context.without_guesses(source.mapped.layout.brief), source.year)
    for name in (*STARTS, ENDS):
        days = _days(columns, name)
        if days is not None and first and last and first.year != last.year:
            _put(columns, name, _in_flight(days, _without_year(cells[name]), first, last))
    start_name = next((name for name in STARTS if _days(columns, name) is not None), None)
    ends = _days(columns, ENDS)
    starts = _days(columns, start_name) if start_name else None
    if starts is None or ends is None or start_name is None:
        return
    is_open = _without_year(cells[ENDS]) & _without_year(cells[start_name])
    later, length = _a_year_on(ends, 1), np.timedelta64(LONGEST, "D")
    crosses = is_open & (ends < starts) & (later - starts <= length)
    if not crosses.any():
        return
    after = is_open & ~crosses & (starts < starts[crosses].min() - length)
    _put(columns, ENDS, np.where(crosses | after, later, ends))
    _put(columns, start_name, np.where(after, _a_year_on(starts, 1), starts))


def _days(columns: Mapping[str, LineColumn], name: str) -> Days | None:
    values = columns[name].values if name in columns else None
    return None if values is None or isinstance(values, Texts) else values.astype("datetime64[D]")


def _put(columns: dict[str, LineColumn], name: str, days: Days) -> None:
    columns[name] = replace(columns[name], values=days)


def _without_year(cells: Sequence[Cell]) -> Bools:
    """Which cells are texts that name no year."""
    return np.array([isinstance(cell, str) and not _YEAR.search(cell) for cell in cells], dtype=bool)


def _in_flight(days: Days, is_open: Bools, first: date, last: date) -> Days:
    """The days, those outside the flight a year on or back where that lies in it."""
    inside = _lies_in(days, first, last)
    result = days.copy()
    for years in (1, -1):
        moved = _a_year_on(days, years)
        fits = is_open & ~inside & _lies_in(moved, first, last)
        result = np.where(fits, moved, result)
    return result


def _lies_in(days: Days, first: date, last: date) -> Bools:
    return (days >= np.datetime64(first)) & (days <= np.datetime64(last))


def _a_year_on(days: Days, years: int) -> Days:
    """Each day *years* later; 29 February is the 28th."""
    return np.array([_moved(day, years) for day in days.tolist()], dtype="datetime64[D]")


def _moved(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=day.day - 1)
