"""The flight that a brief gives without a word for it: days behind a length ('4 weeks'), alone in a row, in a title.

It is a guess: of all spans of days that nothing else claims exactly one may be the flight. Where there are none, the months,
weeks or quarter that a title names ('TV plan, October 2026') are it, else those of the sheet's name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import takewhile

from worker.plans.brief.words import is_open, parts_of
from worker.plans.rows.wording import starts
from worker.shapes.grid import Cell
from worker.shapes.layout import BriefItem
from worker.text import plain
from worker.values.dates.calendar_words import classes_of, measure_of, month_of, stands_apart
from worker.values.dates.fiscal import fiscal_years
from worker.values.dates.parsing import parse_date, parse_range, span_within, units_within
from worker.values.dates.parts import Order

LONGEST_FLIGHT = 800
"""Days; a longer span is the term of a contract or the life of a product."""
Span = tuple[date, date]
Place = tuple[int, int]
"""Row and column."""


def guessed_flight(
    lines: Mapping[int, Mapping[int, Cell]],
    used: Collection[Place],
    items: Iterable[BriefItem],
    order: Order | None,
    year: int | None = None,
    sheet: str = "",
) -> list[BriefItem]:
    """First and last day of the one span that no label claims, else of the one behind a label of unknown words.

    Labels that are known to mean something else ("Compared with") have no flight, nor has a span beside the plan's year.

    Args:
        lines: the filled cells of each row by column.
        used: cells that belong to a label.
        year: the one year that titles name.
        sheet: the name of the sheet.
    """
    unknown = [item for item in items if item.field is None and not is_open(item.label)]
    labelled = {
        span: (item.label, (item.row, item.column))
        for item in unknown
        if (span := span_within(item.value, order))
    }
    titles = [("", text, place) for text, place in _titles(lines, used)]
    titles += [(item.label, item.value, (item.row, item.column)) for item in unknown]
    named: dict[Span, tuple[str, Place]] = {}
    for label, text, place in titles:
        if not fiscal_years(text) and (span := units_within(text, year)):
            named.setdefault(span, (label, place))
    of_name = span_within(sheet, order, year) or units_within(sheet, year) or _of_name(sheet, order, year)
    of_sheet = {of_name: ("", (1, 1))} if of_name else {}
    for candidates in (_alone(lines, used, order, year), labelled, named, of_sheet):
        flights = [(s, place) for s, place in candidates.items() if _is_flight(s) and _is_of(year, s)]
        if len(flights) == 1:
            days, (label, (row, column)) = flights[0]
            return [
                BriefItem(label, day.isoformat(), field, row, column, is_guess=True)
                for field, day in zip(("start_date", "end_date"), days, strict=True)
            ]
    return []


def _alone(
    lines: Mapping[int, Mapping[int, Cell]], used: Collection[Place], order: Order | None, year: int | None
) -> dict[Span, tuple[str, Place]]:
    """The spans that stand in cells without a label."""
    spans: dict[Span, tuple[str, Place]] = {}
    for row, cells in lines.items():
        free = {column: value for column, value in cells.items() if (row, column) not in used}
        for days, column in _in_row(free, order, year):
            spans.setdefault(days, ("", (row, column)))
    return spans


def _of_name(sheet: str, order: Order | None, year: int | None) -> Span | None:
    """'04.2026' and 'Apr'; 'Pro' is a plan for professionals, and in Czech a December."""
    if not any(map(str.isalpha, sheet)):
        return parse_range(sheet, order)
    word = plain(sheet).rstrip(".")
    is_month = month_of(word) and "no_month" not in classes_of(word)
    return parse_range(f"{sheet} {year}") if year and is_month else None


def _titles(lines: Mapping[int, Mapping[int, Cell]], used: Collection[Place]) -> Iterator[tuple[str, Place]]:
    """The facts of the cells that belong to no label and are no notes on when something was written or holds."""
    for row, cells in lines.items():
        for column, value in cells.items():
            if not isinstance(value, str) or (row, column) in used:
                continue
            yield from ((part, (row, column)) for part in parts_of(value) if not is_remark(part))


def is_remark(title: str) -> bool:
    """Whether a title compares, or says before its time when it was written: 'Prices as of June 2026', 'vs Q3 2025'."""
    words = re.split(r"[\s:,]+", title)
    before = takewhile(lambda word: word.isalpha() and not month_of(plain(word)), words)
    lead = " ".join(before)
    return starts("note", title) or stands_apart(title) or (is_open(lead) and measure_of(lead) is None)


def _in_row(cells: Mapping[int, Cell], order: Order | None, year: int | None) -> Iterator[tuple[Span, int]]:
    """The spans of a row: two days side by side behind no label of their own, or a span inside a text."""
    labelled, before = False, None
    for column in sorted(cells):
        value = cells[column]
        day = parse_date(value, order)
        if day and before and not labelled and _is_flight((before, day)):
            yield (before, day), column
        if isinstance(value, str) and not day:
            for span in (_span(part, order, year) for part in parts_of(value)):
                if span and not labelled and _is_flight(span):
                    yield span, column
            if any(map(str.isalnum, value)):
                labelled, before = not any(map(str.isdecimal, value)), None
        else:
            before = day


def _span(text: str, order: Order | None, year: int | None) -> Span | None:
    if starts("note", text) or is_open(re.split(r"\d", text, maxsplit=1)[0]):
        return None
    return span_within(text, order, year)


def _is_of(year: int | None, span: Span) -> bool:
    return year is None or span[0].year <= year <= span[1].year


def _is_flight(span: Span) -> bool:
    return 0 < (span[1] - span[0]).days <= LONGEST_FLIGHT
