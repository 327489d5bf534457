"""The block of facts beside a plan's tables: client, flight, currency, market; context for the lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from worker.plans.brief.paired_days import with_paired_days
from worker.plans.brief.unlabelled_flight import guessed_flight, is_remark
from worker.plans.brief.words import OPEN, PERIOD, label_kind, own_currencies, parts_of, stated_currencies
from worker.shapes.grid import Cell, Grid, cell_text
from worker.shapes.layout import BriefItem, Table
from worker.text import clean
from worker.values.dates.calendars import in_gregorian
from worker.values.dates.orders import column_order
from worker.values.dates.parsing import parse_date, parse_range, span_within, units_within
from worker.values.dates.parts import Order

LABEL_LENGTH = 40
VALUE_LENGTH = 500
REACH = 6
"""Columns between a label and its value."""
SIDE_ROWS = 60
"""Rows of a table beside which labels are looked for."""
_PAIR = re.compile(
    rf"^\s*(?P<label>[^:：=\n]{{2,{LABEL_LENGTH}}}?)\s*(?:[:：=]|\s[-–—]\s)\s*(?P<value>\S.*)$", re.DOTALL
)
_YEAR = re.compile(r"(?<![\d.,/:-])(20[0-4]\d)(?![\d]|[./-]\d)")
_DATES = ("start_date", "end_date")
_CLAUSE_END = re.compile(r"[;；(（]|,\s")
"""Behind the days of a flight: '1.09-31.10.2026; prices in PLN'."""
_SLASH = re.compile(r"\s/\s")
_DECIMAL = re.compile(r"\s*\d+\.\d+\s*")


def read_brief(grid: Grid, rows: Sequence[int], tables: Sequence[Table] = ()) -> tuple[BriefItem, ...]:
    """The label and value pairs in *rows* and beside *tables*, in reading order.

    A flight in one value gives a `start_date` and an `end_date`, both as ISO dates. Where no label says them, the
    currency and the year (label 'year') come from titles, if those name one only.
    """
    numbers = sorted({*rows, *_side_rows(tables)})
    lines = {row: _line(grid, row, tables) for row in numbers if row <= grid.height}
    items: list[BriefItem] = []
    places: set[tuple[int, int]] = set()
    for row, cells in lines.items():
        for label, value, kind, column, used in _pairs(row, cells, lines, places):
            places.update(used)
            items.append(BriefItem(label, value, kind, row, column))
    facts = _with_dates(items, grid, _year(lines, items, tables, grid.sheet))
    return (*facts, *_from_titles(lines, facts), *_guessed(_above(lines, tables), places, facts, grid))


def _side_rows(tables: Sequence[Table]) -> set[int]:
    return {
        row
        for table in tables
        for row in range(
            min((*table.heading_rows, table.first_row)), min(table.last_row, table.first_row + SIDE_ROWS) + 1
        )
    }


def _line(grid: Grid, row: int, tables: Sequence[Table]) -> dict[int, Cell]:
    """The filled cells of a row that belong to no table."""
    over = [table for table in tables if min((*table.heading_rows, table.first_row)) <= row <= table.last_row]
    inside = {column for table in over for column in range(table.first_column, table.last_column + 1)}
    return {
        column: value
        for column, value in enumerate(grid.cells[row - 1], 1)
        if column not in inside and value is not None and value != ""
    }


Pair = tuple[str, str, str | None, int, list[tuple[int, int]]]


def _pairs(
    row: int, cells: dict[int, Cell], lines: dict[int, dict[int, Cell]], used: set[tuple[int, int]]
) -> Iterator[Pair]:
    """Label, value, what the label names, column and the cells that both used."""
    columns = sorted(cells)
    done: set[int] = set()
    for at, column in enumerate(columns):
        value = cells[column]
        if column in done or (row, column) in used or not isinstance(value, str):
            continue
        if inside := _in_one_cell(value):
            for label, text, kind in inside:
                yield label, text, kind, column, [(row, column)]
            continue
        kind = label_kind(clean(value))
        colon = clean(value).endswith((":", "："))
        if not (kind or colon or _lonely(cells, columns, at)) or len(value) > LABEL_LENGTH + 20:
            continue
        right = _right(cells, columns, at)
        if right:
            done.update(right)
            text = " – ".join(_text(cells[c]) for c in right)
            yield _label(value), text, kind, column, [(row, c) for c in (column, *right)]
        elif kind and (below := _below(row, column, lines)) is not None:
            yield _label(value), below, kind, column, [(row, column), (row + 1, column)]


def _label(text: str) -> str:
    return clean(text).rstrip(" :：")


def _text(value: Cell) -> str:
    return clean(cell_text(value)).lstrip(" :：")[:VALUE_LENGTH]


def _in_one_cell(text: str) -> list[tuple[str, str, str | None]]:
    """'Client: Acme', one or several parts of a text; a label that is not known needs a colon."""
    result = []
    for line in parts_of(text):
        match = _PAIR.match(line)
        if not match:
            continue
        label, value = _label(match["label"]), clean(match["value"])[:VALUE_LENGTH]
        kind = label_kind(label)
        short = len(label.split()) <= 4 and not re.search(r"\d$|https?$", label)
        if kind or (short and re.match(r"[^:：]*[:：]", line) and not value.startswith("//")):
            result.append((label, value, kind))
    return result


def _lonely(cells: dict[int, Cell], columns: Sequence[int], at: int) -> bool:
    """A short text with one value beside it and nothing else in the row, which may be a label of its own kind."""
    text = cells[columns[at]]
    return (
        len(columns) == 2
        and at == 0
        and isinstance(text, str)
        and len(text) <= 30
        and not any(c.isdigit() for c in text)
        and columns[1] - columns[0] <= 2
    )


def _right(cells: dict[int, Cell], columns: Sequence[int], at: int) -> list[int]:
    """The columns of the value right of a label: one cell, or two where both are days of a flight."""
    after = [c for c in columns[at + 1 :] if c - columns[at] <= REACH]
    after = [c for c in after if _text(cells[c]) not in (":", "-", "–")]
    if not after or _is_label(cells[after[0]]):
        return []
    if len(after) > 1 and _is_day(cells[after[0]]) and _is_day(cells[after[1]]):
        return after[:2]
    return after[:1]


def _is_label(value: Cell) -> bool:
    if not isinstance(value, str):
        return False
    simple = clean(value)
    return label_kind(simple) is not None or simple.endswith((":", "：")) or bool(_in_one_cell(value))


def _is_day(value: Cell) -> bool:
    return isinstance(value, (date, datetime)) or (
        isinstance(value, str) and parse_date(value, "dmy") is not None
    )


def _below(row: int, column: int, lines: dict[int, dict[int, Cell]]) -> str | None:
    """The value under a label, where labels stand side by side over their values."""
    value = lines.get(row + 1, {}).get(column)
    if value is None or _is_label(value):
        return None
    neighbours = [other for at, other in lines[row].items() if at != column]
    beside = sum(isinstance(v, str) and label_kind(clean(v)) is not None for v in neighbours)
    return _text(value) if beside and beside == len(neighbours) else None


# ---------------------------------------------------------------- dates


_ROWS_FOR_ORDER = 60
"""Rows whose dates tell how a flight is written that could be read two ways."""


def _with_dates(items: Sequence[BriefItem], grid: Grid, year: int | None) -> list[BriefItem]:
    """Flights split into two days, days as ISO dates where they can be read one way only, currencies as codes."""
    order = column_order([item.value for item in items if item.field in (PERIOD, *_DATES)])
    order = order or _order_of_sheet(grid)
    result: list[BriefItem] = []
    for item in items:
        if item.field == PERIOD:
            result.extend(_flight(item, order, year))
        elif item.field in _DATES:
            result.append(_with_day(item, order, year))
        else:
            codes = own_currencies(item.value) if item.field == "currency" else ()
            value = next(iter(codes)) if len(codes) == 1 else item.value
            field = None if item.field == OPEN else item.field
            result.append(BriefItem(item.label, value, field, item.row, item.column))
    return with_paired_days(result, order)


def _order_of_sheet(grid: Grid) -> Order | None:
    cells = (value for row in grid.cells[:_ROWS_FOR_ORDER] for value in row)
    return column_order([cell for cell in cells if isinstance(cell, str) and not _DECIMAL.fullmatch(cell)])


def _above(lines: Mapping[int, Mapping[int, Cell]], tables: Sequence[Table]) -> dict[int, Mapping[int, Cell]]:
    """The rows above the first table: what stands below is a note."""
    top = min((row for table in tables for row in (*table.heading_rows, table.first_row)), default=None)
    return {row: cells for row, cells in lines.items() if top is None or row < top}


def _guessed(
    lines: Mapping[int, Mapping[int, Cell]],
    used: Collection[tuple[int, int]],
    items: Sequence[BriefItem],
    grid: Grid,
) -> list[BriefItem]:
    """The days of a flight, where no label names any."""
    if any(item.field in _DATES for item in items):
        return []
    rest = {place: text for place in used if (text := _without_pairs(lines.get(place[0], {}).get(place[1])))}
    loose = {
        row: {column: rest.get((row, column), value) for column, value in cells.items()}
        for row, cells in lines.items()
    }
    return guessed_flight(
        loose,
        set(used) - rest.keys(),
        items,
        _order_of_sheet(grid),
        _title_year(lines, grid.sheet),
        grid.sheet,
    )


def _without_pairs(value: Cell) -> str:
    """What a cell of several facts says beside those with a label: 'Campaign: Autumn | 14 Sep - 11 Oct' -> the days."""
    parts = parts_of(value) if isinstance(value, str) else []
    bare = [part for part in parts if not _in_one_cell(part)]
    labelled = [part for part in parts if part not in bare]
    behind = [text for part in labelled for text in _SLASH.split(part)[1:] if span_within(text)]
    return "\n".join([*bare, *behind]) if len(bare) < len(parts) else ""


def _title_year(lines: Mapping[int, Mapping[int, Cell]], sheet: str) -> int | None:
    """The one year of the texts that hold no day, and of the sheet's name."""
    texts = [value for cells in lines.values() for value in cells.values() if isinstance(value, str)]
    return _one_year([sheet, *(text for text in texts if span_within(text) is None and not _is_day(text))])


def _year(
    lines: Mapping[int, Mapping[int, Cell]], items: Sequence[BriefItem], tables: Sequence[Table], sheet: str
) -> int | None:
    """The one year that the facts and the sheet's name say, else the titles: it completes 'Flight: 5 Oct - 1 Nov'."""
    titles = [table.title for table in tables if table.title]
    return (
        _one_year([*(item.value for item in items), sheet])
        or _title_year(lines, sheet)
        or _one_year([title for title in titles if not is_remark(title)])
    )


def _flight(item: BriefItem, order: Order | None, year: int | None) -> list[BriefItem]:
    whole = parse_range(item.value, order, year)
    span = whole or parse_range(_CLAUSE_END.split(item.value)[0], order, year)
    if span and span[0] == span[1] and (months := units_within(item.value, year)):
        span = months  # 'Apr 26' is no flight of one day
    if span is None:
        return [BriefItem(item.label, item.value, None, item.row, item.column)]
    return [
        BriefItem(item.label, day.isoformat(), field, item.row, item.column)
        for field, day in zip(_DATES, span[: 2 if span[0] < span[1] else 1], strict=False)
    ]


def _with_day(item: BriefItem, order: Order | None, year: int | None) -> BriefItem:
    """A label such as 'From' or 'End' counts only before a day."""
    day = parse_date(item.value, order, year)
    value = day.isoformat() if day else item.value
    looks = day is not None or bool(re.search(r"\d", item.value))
    return BriefItem(item.label, value, item.field if looks else None, item.row, item.column)


# ---------------------------------------------------------------- titles


def _from_titles(lines: dict[int, dict[int, Cell]], items: Sequence[BriefItem]) -> list[BriefItem]:
    """Currency and year, where titles and notes name exactly one and no label did."""
    texts = [
        (row, column, clean(part))
        for row, cells in lines.items()
        for column, value in cells.items()
        if isinstance(value, str)
        for part in parts_of(value)
        if len(part) <= 160
    ]
    result: list[BriefItem] = []
    if not any(item.field == "currency" for item in items):
        currencies = [(r, c, t, code) for r, c, t in texts for code in stated_currencies(t)]
        if len({code for *_, code in currencies}) == 1:
            row, column, text, code = currencies[0]
            result.append(BriefItem(text, code, "currency", row, column))
    years = [(r, c, y) for r, c, t in texts for y in _years(t)]
    if len({year for *_, year in years}) == 1:
        row, column, year = years[0]
        result.append(BriefItem("year", year, None, row, column))
    return result


def _one_year(texts: Sequence[str]) -> int | None:
    years = {year for text in texts for year in _years(text)}
    return int(years.pop()) if len(years) == 1 else None


def _years(text: str) -> list[str]:
    """The years of a text, those of an era too: '令和8年' is 2026."""
    return _YEAR.findall(in_gregorian(text))
