"""Flights that headings give to the lines below them: 'Wave 2: 21/09/2026 to 04/10/2026', over the header or in the table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from worker.cleaning.lines import Days
from worker.cleaning.reading.source import Source
from worker.shapes.grid import shown
from worker.values.dates.parsing import order_within, span_within
from worker.values.dates.parts import Order

Band = tuple[int, int, str]
"""First and last row that a heading holds for, and its text."""


def flights(source: Source) -> tuple[Days, Days] | None:
    """First and last day of each line by the headings above it, NaT where none has a span; None where no heading has.

    The inner of two headings counts.
    """
    bands = list(_bands(source))
    order = _order(source, [text for *_, text in bands])
    spans = [(first, last, span) for first, last, text in bands if (span := span_within(text, order))]
    if not spans:
        return None
    starts = np.full(len(source.rows), np.datetime64("NaT"), dtype="datetime64[D]")
    ends = starts.copy()
    for first, last, (start, end) in spans:
        lines = slice(*np.searchsorted(source.rows, [first, last + 1]).tolist())
        starts[lines], ends[lines] = _day(start), _day(end)
    return starts, ends


def _bands(source: Source) -> Iterator[Band]:
    """Outer headings before inner ones; a heading over the header ends where one like it stands in the table."""
    table, grid = source.mapped.table, source.mapped.grid
    outer = min((s.row for s in table.sections if s.level == 1), default=table.last_row + 1)
    over = [table.title] if table.title else []
    for row in table.group_rows:
        texts = [grid.at(row, column) for column in range(table.first_column, table.last_column + 1)]
        filled = [shown(text) for text in texts if text not in (None, "")]
        over += filled if len(filled) == 1 else []
    for text in over:
        yield table.first_row, outer - 1, text
    for section in sorted(table.sections, key=lambda s: s.level):
        yield section.first_row, section.last_row, section.text


def _order(source: Source, texts: list[str]) -> Order | None:
    """How the headings write '06/09/2026': as one of them shows, else as the market does; None where nobody knows."""
    shows = order_within(texts)
    if shows or source.market is None:
        return shows
    return "mdy" if source.market == "US" else "dmy"


def _day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")
