"""The flight that a brief gives without a word for it: days behind a length ('4 weeks'), alone in a row, in a title.

It is a guess: of all spans of days that nothing else claims exactly one may be the flight.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from worker.plans.brief.words import is_open, parts_of
from worker.plans.rows.wording import starts
from worker.shapes.grid import Cell
from worker.shapes.layout import BriefItem
from worker.values.dates.parsing import parse_date, span_within
from worker.values.dates.parts import Order

LONGEST_FLIGHT = 800
"""Days; a longer span is the term of a contract or the life of a product."""
Span = tuple[date, date]
Place = tuple[int, int]
"""Row and column."""


def guessed_flight(
    lines: Mapping[int, Mapping[int, Cell]],
    taken: Collection[Place],
    items: Iterable[BriefItem],
    order: Order | None,
    year: int | None = None,
) -> list[BriefItem]:
    """First and last day of the one span that no label claims, else of the one behind a label of unknown words.

    Labels that are known to mean something else ("Compared with") have no flight, nor has a span beside the plan's year.

    Args:
        lines: the filled cells of each row by column.
        taken: cells that belong to a label.
        year: the one year that titles name.
    """
    alone: dict[Span, tuple[str, Place]] = {}
    for row, cells in lines.items():
        free = {column: value for column, value in cells.items() if (row, column) not in taken}
        for days, column in _in_row(free, order):
            alone.setdefault(days, ("", (row, column)))
    labelled = {
        span: (item.label, (item.row, item.column))
        for item in items
        if item.field is None and not is_open(item.label) and (span := span_within(item.value, order))
    }
    for candidates in (alone, labelled):
        flights = [(s, place) for s, place in candidates.items() if _is_flight(s) and _is_of(year, s)]
        if len(flights) == 1:
            days, (label, (row, column)) = flights[0]
            return [
                BriefItem(label, day.isoformat(), field, row, column, is_guess=True)
                for field, day in zip(("start_date", "end_date"), days, strict=True)
            ]
    return []


def _in_row(cells: Mapping[int, Cell], order: Order | None) -> Iterator[tuple[Span, int]]:
    """The spans of a row: two days side by side behind no label of their own, or a span inside a text."""
    labelled, before = False, None
    for column in sorted(cells):
        value = cells[column]
        day = parse_date(value, order)
        if day and before and not labelled and _is_flight((before, day)):
            yield (before, day), column
        if isinstance(value, str) and not day:
            for span in (_span(part, order) for part in parts_of(value)):
                if span and not labelled and _is_flight(span):
                    yield span, column
            if any(map(str.isalnum, value)):
                labelled, before = not any(map(str.isdecimal, value)), None
        else:
            before = day


def _span(text: str, order: Order | None) -> Span | None:
    if starts("note", text) or is_open(_before_digits(text)):
        return None
    return span_within(text, order)


def _before_digits(text: str) -> str:
    return re.split(r"\d", text, maxsplit=1)[0]


def _is_of(year: int | None, span: Span) -> bool:
    return year is None or span[0].year <= year <= span[1].year


def _is_flight(span: Span) -> bool:
    return 0 < (span[1] - span[0]).days <= LONGEST_FLIGHT
