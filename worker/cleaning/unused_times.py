"""Times of a plan that date no line: where a table stays without any date, the first of them is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.reading.band_flights import where_they_differ
from worker.plans.brief.unlabelled_flight import is_remark
from worker.plans.brief.words import PERIOD, is_open, label_kind, parts_of
from worker.shapes.grid import Cell, cell_text
from worker.shapes.layout import Column
from worker.values.dates.fiscal import fiscal_years
from worker.values.dates.lists import listed_days, listed_weeks
from worker.values.dates.orders import column_order
from worker.values.dates.parsing import parse_range, span_within, units_within
from worker.values.dates.parts import Order
from worker.values.dates.times import names_day, time_of
from worker.values.dates.tokens import tokens
from worker.values.dates.units import is_length, numbered_units
from worker.values.dates.year_parts import units_of

_ROWS_ABOVE = 30
_ANY_YEAR = 2024
"""Stands for a year that a text leaves out, where only its kind is asked."""
_LOOKED_AT = 200
"""Filled cells of a column that are asked for times."""
_MOST = 0.5
"""Of a column's filled cells so many are times, where it is one of times."""
_LABELS = frozenset({PERIOD, "start_date", "end_date", "date"})
_COLON = re.compile("[:：]")
_NUMBERED = re.compile(r"[^\W\d]{0,2}\s?\d{1,2}(?:[./-]\d{2,4})?\.?\s?[^\W\d]{0,2}(?:\s20\d\d)?")
"""What may be a month or a week where headings count: '4/26', 'T17', '17주'."""
_MARK = re.compile(r"1(?:[.,]0+)?|[^\w\s]|[xXхХ✓]")
"""What says that something runs in the time of its column."""
_SHORT = 4
"""Blanks in a text that still is a time with a word beside it."""
_LEAST = 2
"""Cells from which on that is no chance."""


class UnusedTime(NamedTuple):
    """A text that names a time, where it stands, and whether it is one of a column's cells."""

    place: str | None
    text: str
    column: Column | None = None


def unused_time(mapped: MappedTable, lines: Lines) -> UnusedTime | None:
    """The first time over, in or beside a table of which no line has a date: a column's cells, headings, the brief."""
    return (
        next(_of_columns(mapped, lines), None)
        or _of_marks(mapped)
        or next(_of_headings(mapped), None)
        or next(_above(mapped), None)
    )


def _of_columns(mapped: MappedTable, lines: Lines) -> Iterator[UnusedTime]:
    for column in mapped.table.columns:
        if mapped.fields.get(column.number) is not None or is_open(column.header):
            continue
        cells = mapped.grid.picked(column.number, lines.rows.tolist())
        filled = _with_units([cell for cell in cells if cell not in (None, "")][:_LOOKED_AT])
        order = column_order(filled) or "dmy"
        times = [cell for cell in filled if _is_time(cell, order)]
        if len(times) >= max(_LEAST, _MOST * len(filled)):
            place = span(column.number, [int(lines.rows[0]), int(lines.rows[-1])])
            yield UnusedTime(place, cell_text(times[0]), column)


def _of_marks(mapped: MappedTable) -> UnusedTime | None:
    """Columns under a month that hold nothing but marks: 'March' over 'first part', 'second part', with a 1 on each line."""
    marked = [
        column
        for column in mapped.table.columns
        if mapped.fields.get(column.number) is None
        and any(map(_names_month, column.parts))
        and len(column.samples) == 1
        and _MARK.fullmatch(column.samples[0])
    ]
    return UnusedTime(None, marked[0].header) if len(marked) >= _LEAST else None


def _with_units(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, numbers such as 202401 with what they number where all name a year and a part of it."""
    units = units_of([cell_text(cell).strip() for cell in cells])
    return [units.get(cell_text(cell).strip(), cell) for cell in cells]


def _is_time(cell: Cell, order: Order) -> bool:
    if isinstance(cell, (date, datetime)):
        return True
    if not isinstance(cell, str) or is_length(tokens(cell)):
        return False
    if time_of(cell) in ("day", "span", "period") or _numbers_unit(cell) or _names_month(cell):
        return True
    return bool(listed_days(cell, order, _ANY_YEAR) or listed_weeks(cell, _ANY_YEAR))


def _names_month(text: str) -> bool:
    """Whether a short text has a month's name in it: 'koniec kwietnia', 'all of March'."""
    return text.count(" ") <= _SHORT and any(token.kind == "m" for token in tokens(text))


def _numbers_unit(text: str) -> bool:
    """Whether a text is a numbered week, month or quarter, be it one or the other: 'T3'."""
    return bool(numbered_units(tokens(text)))


def _of_headings(mapped: MappedTable) -> Iterator[UnusedTime]:
    """The title, the headings in the table, and the name of the sheet."""
    table = mapped.table
    headings = [
        *filter(None, [table.title]),
        *(section.text for section in table.sections),
        mapped.grid.sheet,
    ]
    for text in headings:
        if not is_remark(text) and (names_day(text) or _names_span(text)):
            yield UnusedTime(None, text)
    numbered = where_they_differ([section.text for section in table.sections])
    if len(set(numbered)) >= _LEAST and all(_NUMBERED.fullmatch(text) for text in numbered):
        yield UnusedTime(None, table.sections[0].text)


def _above(mapped: MappedTable) -> Iterator[UnusedTime]:
    """Spans in the rows above the table, but those beside a word for something else: 'Prepared', 'Compared with'."""
    table, grid = mapped.table, mapped.grid
    top = min((*table.heading_rows, table.first_row))
    for row in range(max(1, top - _ROWS_ABOVE), top):
        texts = [cell for column in range(1, grid.width + 1) if isinstance(cell := grid.at(row, column), str)]
        if any(is_open(text) or is_remark(text) for text in texts):
            continue
        is_flight = any(label_kind(text) in _LABELS for text in texts)
        for text in (part for cell in texts for part in parts_of(cell)):
            is_labelled = is_flight or label_kind(_COLON.split(text)[0]) in _LABELS
            has_number = any(map(str.isdecimal, text)) and not is_length(tokens(text))
            if _names_span(text) or (is_labelled and has_number):
                yield UnusedTime(None, text)


def _names_span(text: str) -> bool:
    """Whether a text names several days, a month, a week or a quarter; '1 month 2026' is a length."""
    if is_length(tokens(text)):
        return False
    if fiscal_years(text):
        return any(map(_numbers_unit, text.split()))  # 'Q1 FY27': when a fiscal year begins, nobody knows
    if units_within(text, _ANY_YEAR):
        return True
    days = span_within(text, "dmy", _ANY_YEAR) or span_within(text, "mdy", _ANY_YEAR)
    days = days or (parse_range(text, "dmy", _ANY_YEAR) if any(map(str.isdecimal, text)) else None)
    return days is not None and days[0] != days[1]
