"""Date columns: the order of day and month is decided from all values of a column, then of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from worker.cleaning.lines import Bools, Days, factorise
from worker.lazy_dataclass import dataclass
from worker.shapes.grid import Cell, cell_text
from worker.text import CJK, plain, words
from worker.values.blanks import is_empty
from worker.values.dates.calendar_words import classes_of, marks_of
from worker.values.dates.lists import listed_days, listed_weeks
from worker.values.dates.month_spans import part_of_month
from worker.values.dates.orders import column_order, is_undecided
from worker.values.dates.parsing import day_before_word, from_number, parse_date, parse_range
from worker.values.dates.parts import Order
from worker.values.dates.weeks_by_day import named_week
from worker.values.dates.year_parts import units_of

_LIKE_A_DATE = re.compile(r"\s*\d{1,4}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{1,4}\.?\s*")
_WEEKS = re.compile(r"[1-5]?\d(?:\s*[-–,;/+&]\s*[1-5]?\d)*")
_DAYS_OF_WEEK = frozenset({"starting", "ending"})
"""'Week commencing' holds days."""
_UNITS = ("week", "quarter", "half")
_LONG_MARK = 4
"""Letters of a unit's word that stands out inside another."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A column of dates; the arrays run with the column's cells."""

    first: Days
    last: Days
    """The same as `first`, except where a cell names a span ('22 July to 4 August')."""
    unread: Bools
    unreal: Bools
    """Among the unread: written as a date, but there is no such day ('31.09.24')."""
    order: Order | None
    assumed: bool
    """No value and no neighbour decided the order of '03/04/2026'."""


def read_dates(cells: Sequence[Cell], year: int | None = None, hint: Order | None = None) -> Dates:
    """The dates of one column; *year* completes '5 Jan', *hint* is the order that its neighbours show."""
    codes, values = factorise(cells)
    values.append(None)
    own = column_order([v for v in values if isinstance(v, str)])
    order = own or hint
    assumed = order is None and any(is_undecided(v) for v in values if isinstance(v, str))
    read = [_read(v, order or "dmy", year) for v in values]
    first = np.array([r[0] for r in read], dtype="datetime64[D]")
    last = np.array([r[1] for r in read], dtype="datetime64[D]")
    unread = np.array(
        [r[0] is None and not is_empty(v) for r, v in zip(read, values, strict=True)], dtype=bool
    )
    unreal = np.array([bool(isinstance(v, str) and _LIKE_A_DATE.fullmatch(v)) for v in values], dtype=bool)
    return Dates(first[codes], last[codes], unread[codes], (unread & unreal)[codes], own, assumed)


def in_units(header: str, cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a column of dates that hold weeks, quarters or halves and do not say so, with the unit's sign.

    A column's name says weeks ('KW', 'Weeks on air'), where '12-14' are weeks and no day of a month. Of a year and a
    number in each cell ('2024-07'), the name says the unit as well, or the numbers that go beyond twelve months.
    """
    names = words(plain(header.rsplit(" / ", 1)[-1]))
    classes = [classes_of(word) for word in names]
    if any(each & _DAYS_OF_WEEK for each in classes):
        return cells
    are_weeks = any("week_mark" in each for each in classes)
    texts = [cell_text(cell).strip() for cell in cells]
    unit = "week" if are_weeks else next((u for u in _UNITS if any(_holds(u, name) for name in names)), None)
    is_rounded = any(
        isinstance(cell, float) and not cell.is_integer() for cell in cells
    )  # 2024.10 became 2024.1
    numbered = [text for text in texts if any(map(str.isdecimal, text))]
    units = {} if is_rounded else units_of(numbered, unit)
    cells = [units.get(text, cell) for cell, text in zip(cells, texts, strict=True)] if units else cells
    if not are_weeks:
        return cells
    return [f"W {cell_text(cell)}" if _WEEKS.fullmatch(cell_text(cell)) else cell for cell in cells]


def _holds(unit: str, name: str) -> bool:
    """Whether a word for a unit is *name* or stands at an end of it: 'yearweek', 'weekyear', '年周', 'Jahresquartal'."""
    return any(
        (name.startswith(mark) or name.endswith(mark)) and (len(mark) >= _LONG_MARK or CJK.search(mark))
        for mark in marks_of(unit)
    )


def _read(value: Cell, order: Order, year: int | None) -> tuple[date | None, date | None]:
    is_week = isinstance(value, str) and named_week(value) is not None
    if not is_week and (day := parse_date(value, order, year) or from_number(value)):
        return day, day
    if not isinstance(value, str):
        return None, None
    span = (
        parse_range(value, order, year)
        or listed_days(value, order, year)
        or listed_weeks(value, year)
        or part_of_month(value, year)
    )
    day = None if span else day_before_word(value, order, year)
    return span or (day, day)
