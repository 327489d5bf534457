"""The flight that a brief gives without a word for it: days behind a length ('4 weeks'), alone in a row, in a title."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

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


def unlabelled_flight(
    lines: Mapping[int, Mapping[int, Cell]], taken: Collection[Place], order: Order | None
) -> tuple[Span, Place] | None:
    """The one span of days in cells that no label has *taken*, with its place; None where there are several.

    *lines* are the filled cells of each row by column.
    """
    spans: dict[Span, Place] = {}
    for row, cells in lines.items():
        free = {column: value for column, value in cells.items() if (row, column) not in taken}
        for span, column in _in_row(free, order):
            spans.setdefault(span, (row, column))
    return next(iter(spans.items())) if len(spans) == 1 else None


def flight_of_unknown_label(items: Iterable[BriefItem], order: Order | None) -> tuple[Span, BriefItem] | None:
    """The one span of days behind labels that no language file has ('Vigencia'); None where there are several."""
    spans = {
        span: item
        for item in items
        if item.field is None and (span := span_within(item.value, order)) and _is_flight(span)
    }
    return next(iter(spans.items())) if len(spans) == 1 else None


def _in_row(cells: Mapping[int, Cell], order: Order | None) -> Iterator[tuple[Span, int]]:
    """The spans of a row: two days side by side behind no label of their own, or a span inside a text."""
    labelled, before = False, None
    for column in sorted(cells):
        value = cells[column]
        day = parse_date(value, order)
        if day and before and not labelled and _is_flight((before, day)):
            yield (before, day), column
        if isinstance(value, str) and not day:
            span = None if starts("note", value) else span_within(value, order)
            if span and not labelled and _is_flight(span):
                yield span, column
            if any(map(str.isalnum, value)):
                labelled, before = not any(map(str.isdecimal, value)), None
        else:
            before = day


def _is_flight(span: Span) -> bool:
    return 0 < (span[1] - span[0]).days <= LONGEST_FLIGHT
