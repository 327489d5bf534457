"""Flights that headings give to the lines below them: 'Wave 2: 21/09/2026 to 04/10/2026', 'MAYO 2026', over the header or in the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from os.path import commonprefix

import numpy as np

from worker.cleaning.lines import Days
from worker.cleaning.reading.source import Source
from worker.lazy_dataclass import dataclass
from worker.plans.brief.unlabelled_flight import is_remark
from worker.shapes.grid import cell_text
from worker.text import plain
from worker.values.dates.calendar_words import month_of
from worker.values.dates.orders import order_within
from worker.values.dates.parsing import parse_range, span_within, units_within
from worker.values.dates.parts import Order

Span = tuple[date, date]
ANY_YEAR = 2000
"""Stands for a year that a heading leaves out, where only its kind is asked."""


@dataclass(frozen=True, slots=True)
class Band:
    """The rows that a heading holds for."""

    first: int
    last: int
    text: str
    level: int
    """0 for the table's title, 1 for headings over the header and the outer ones in the table."""


def flights(source: Source) -> tuple[Days, Days] | None:
    """First and last day of each line by the headings above it, NaT where none has a span; None where no heading has.

    The inner of two headings counts.
    """
    bands = list(_bands(source))
    order = _order(source, [band.text for band in bands])
    over = [band for band in bands if not band.level]
    titles = [] if _is_dated(source) else [band for band in over if not is_remark(band.text)]
    spans = [(band, span) for band in titles if (span := units_within(band.text, source.year))]
    spans += [(band, span) for band in bands if (span := span_within(band.text, order, source.year))]
    for level, alike in groupby((band for band in bands if band.level), lambda band: band.level):
        group = list(alike)
        spans += _units_of([*over, *group] if level == 1 else group, source.year) or _units_of(
            group, source.year
        )
    if not spans:
        return None
    starts = np.full(len(source.rows), np.datetime64("NaT"), dtype="datetime64[D]")
    ends = starts.copy()
    for band, (start, end) in sorted(spans, key=lambda each: each[0].level):
        lines = slice(*np.searchsorted(source.rows, [band.first, band.last + 1]).tolist())
        starts[lines], ends[lines] = _day(start), _day(end)
    return starts, ends


def are_periods(texts: Sequence[str], year: int | None) -> bool:
    """Whether each of the headings names a month, week or quarter and nothing else: then they name nothing else of a line."""
    return bool(texts) and all(
        parse_range(text, None, year or ANY_YEAR) or _month(text, ANY_YEAR) for text in texts
    )


def _units_of(bands: Sequence[Band], year: int | None) -> list[tuple[Band, Span]]:
    """The months, weeks or quarters that headings of one level name, where all of them do."""
    texts = [band.text for band in bands]
    return _in_order(bands, texts, year) or _in_order(bands, where_they_differ(texts), year)


def _in_order(bands: Sequence[Band], texts: Sequence[str], year: int | None) -> list[tuple[Band, Span]]:
    """The time that each text names, where all do; after December comes the next year."""
    spans: list[tuple[Band, Span]] = []
    for band, text in zip(bands, texts, strict=True):
        span = _unit(text, year)
        if span and year and spans and span[0] < spans[-1][1][0]:
            later = _unit(text, year + 1)
            year, span = (year + 1, later) if later != span else (year, span)
        if span is None:
            return []
        spans.append((band, span))
    return spans


def where_they_differ(texts: Sequence[str]) -> list[str]:
    """The texts without the words that all of them begin with: 'Medway Sound - 4/2026' -> '4/2026'."""
    split = [text.split() for text in texts]
    shared = len(commonprefix(split)) if len(split) > 1 else 0
    return [" ".join(words[shared:]) or text for words, text in zip(split, texts, strict=True)]


def _is_dated(source: Source) -> bool:
    """Whether the brief has days of its own."""
    return any(item.field in ("start_date", "date") for item in source.mapped.layout.brief)


def _unit(text: str, year: int | None) -> Span | None:
    return units_within(text, year) or (_month(text, year) if year else None) or parse_range(text, None, year)


def _month(text: str, year: int) -> Span | None:
    """'MAY', which amid other words may be one of them."""
    return parse_range(f"{text} {year}") if month_of(plain(text).rstrip(".")) else None


def _bands(source: Source) -> Iterator[Band]:
    """Outer headings before inner ones; a heading over the header ends where one stands over the header's repetition."""
    table = source.mapped.table
    outer = min((s.row for s in table.sections if s.level == 1), default=table.last_row + 1)
    if table.title:
        yield Band(table.first_row, outer - 1, table.title, 0)
    repeated = [row.row for row in table.skipped if row.kind == "repeat_header"]
    over = [(row, text) for row in (*table.group_rows, *repeated) if (text := _only_text(source, row))]
    ends = [row - 1 for row, _ in over[1:]]
    for (row, text), last in zip(over, [*ends, outer - 1], strict=True) if over else ():
        yield Band(max(row, table.first_row), last, text, 1)
    for section in sorted(table.sections, key=lambda s: s.level):
        yield Band(section.first_row, section.last_row, section.text, section.level)


def _only_text(source: Source, row: int) -> str | None:
    """The one text that stands in a row of the table's columns."""
    table, grid = source.mapped.table, source.mapped.grid
    cells = (grid.at(row, column) for column in range(table.first_column, table.last_column + 1))
    filled = [cell_text(cell) for cell in cells if cell not in (None, "")]
    return filled[0] if len(filled) == 1 else None


def _order(source: Source, texts: list[str]) -> Order | None:
    """How the headings write '06/09/2026': as one of them shows, else as the market does; None where nobody knows."""
    shows = order_within(texts)
    if shows or source.market is None:
        return shows
    return "mdy" if source.market == "US" else "dmy"


def _day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")
