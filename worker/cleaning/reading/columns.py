"""The columns of the sheet that are mapped, each read by its field's type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Bools, ColumnPart, Floats, LineColumn, Texts, floats_of, short
from worker.cleaning.measures import behaviour, family
from worker.cleaning.reading import fees, open_years, split_times
from worker.cleaning.reading.dates import Dates, in_units, read_dates
from worker.cleaning.reading.decimal_mark import decimal_hints
from worker.cleaning.reading.line_currency import coalesce
from worker.cleaning.reading.percents import shares
from worker.cleaning.reading.source import Source
from worker.cleaning.reading.texts import is_odd, read_durations, read_texts
from worker.cleaning.reading.unread import ColumnCells, unread_dates, unread_durations, unread_numbers
from worker.findings.values import PERCENT_AS_SHARE
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell
from worker.shapes.layout import Column
from worker.shapes.template import Field
from worker.values.dates.orders import column_order, with_weeks, with_years
from worker.values.dates.parts import Order
from worker.values.numbers import Numbers, read_numbers
from worker.values.scales import scale_of

FieldColumns = list[tuple[Column, Field]]
"""The columns to read, with their fields."""
Columns = dict[str, LineColumn]
"""By field; rates of money by `fees.RATE` and the field."""


def numbers_of(source: Source, pairs: FieldColumns) -> dict[int, Numbers]:
    """Column number -> its numbers; columns that leave the decimal mark open follow those that show it."""
    places = [c.number for c, f in pairs if f.type in ("number", "money", "percent") and not _is_length(f)]
    places += [p.number for p in source.mapped.table.periods if not p.marks]
    read = {number: read_numbers(source.cells(number)) for number in places}
    amounts = {c.number for c, f in pairs if family(f) in ("money", "count")}
    amounts |= {p.number for p in source.mapped.table.periods}
    hints = decimal_hints(read, amounts, source.mapped.grid, source.market)
    return read | {number: read_numbers(source.cells(number), hint) for number, hint in hints.items()}


def _is_length(field: Field) -> bool:
    """A number that describes instead of measuring: the seconds of a spot."""
    return field.type == "number" and field.kind == "dimension"


def text_columns(source: Source, pairs: FieldColumns) -> Columns:
    """Columns of text and ids; several of one field complete each other, the first wins."""
    columns: Columns = {}
    for column, field in pairs:
        if field.type not in ("text", "id"):
            continue
        are_plain = not source.mapped.grid.texts_where(column.number, is_odd)
        pieces = source.pieces(column.number, keys=True)
        texts = read_texts(pieces, ids=field.type == "id", are_plain=are_plain)
        before = columns.get(field.name)
        if before is not None and isinstance(before.values, Texts):
            texts = coalesce([before.values, texts]) or texts
            column_number, header = before.number, before.header
        else:
            column_number, header = column.number, column.header
        columns[field.name] = LineColumn(field, texts, column_number, header)
    return columns


def date_columns(
    source: Source, pairs: FieldColumns, numbers: dict[int, Numbers]
) -> tuple[Columns, list[Finding]]:
    """Date columns; a span in the start's column gives the end as well where no other column does."""
    columns = [
        (c, f, in_units(c.header, split_times.with_years(source, c, source.cells(c.number, keys=True))))
        for c, f in pairs
        if f.type == "date"
    ]
    everything = [cell for _, _, cells in columns for cell in cells]
    columns = [(c, f, with_years(with_weeks(cells), everything, source.year)) for c, f, cells in columns]
    orders = [o for _, _, cells in columns if (o := column_order([v for v in cells if isinstance(v, str)]))]
    hint = orders[0] if orders else _order_by_place(source, numbers)
    columns_read: Columns = {}
    findings: list[Finding] = []
    spans: dict[str, Dates] = {}
    for column, field, cells in columns:
        read = read_dates(cells, source.year, hint)
        days = read.last if field.name.startswith("end") else read.first
        columns_read[field.name] = LineColumn(field, days, column.number, column.header)
        spans[field.name] = read
        findings += unread_dates(_column_cells(source, column.number, column.header, field.name, cells), read)
    open_years.move(source, columns_read, {field.name: cells for _, field, cells in columns})
    start, end = spans.get("start_date") or spans.get("date"), source.fields.get("end_date")
    if (
        start is not None
        and end is not None
        and "end_date" not in columns_read
        and (start.first != start.last).any()
    ):
        dated = ~np.isnat(start.first)
        if (start.first[dated] != start.last[dated]).any():
            columns_read["end_date"] = LineColumn(end, start.last, None, "")
            first = source.fields.get("start_date")
            if "start_date" not in columns_read and first is not None:
                columns_read["start_date"] = LineColumn(
                    first, start.first, columns_read["date"].number, columns_read["date"].header
                )
    return columns_read, findings


def _order_by_place(source: Source, numbers: dict[int, Numbers]) -> Order | None:
    """Where months come first is where points are decimal marks and the market says so."""
    if source.market in ("US", "PH"):
        return "mdy"
    return "dmy" if source.market or any(n.mark == "," for n in numbers.values()) else None


def measure_columns(
    source: Source, pairs: FieldColumns, numbers: dict[int, Numbers]
) -> tuple[Columns, list[Finding]]:
    """Columns of numbers: lengths and amounts first, then percents, which look at the amounts beside them.

    Several of one field, as they are chosen, complete each other.
    """
    columns: Columns = {}
    findings: list[Finding] = []
    for column, field in pairs:
        if _is_length(field):
            cells = source.cells(column.number, keys=True)
            seconds, bad = read_durations(cells)
            columns[field.name] = LineColumn(field, seconds, column.number, column.header)
            where = _column_cells(source, column.number, column.header, field.name, cells)
            findings += unread_durations(where, bad)
        elif column.number in numbers and field.type != "percent":
            values = numbers[column.number].values
            if field.type == "money" and _holds_rates(source, column.number, numbers[column.number]):
                field_rate = LineColumn(field, values, column.number, column.header)
                columns[fees.RATE + field.name] = field_rate
            else:
                own = LineColumn(field, values, column.number, column.header)
                columns[field.name] = _completed(columns[field.name], own) if field.name in columns else own
            summed = behaviour(field) != "repeat"
            findings += unread_amounts(source, column.number, column.header, field.name, numbers, summed)
    for column, field in pairs:
        if field.type == "percent" and column.number in numbers:
            columns[field.name], notes = _share_column(source, column, field, numbers[column.number], columns)
            findings += notes
            summed = behaviour(field) != "repeat"
            findings += unread_amounts(source, column.number, column.header, field.name, numbers, summed)
    return columns, findings


def _completed(before: LineColumn, column: LineColumn) -> LineColumn:
    """A column with the amounts of another one on the lines where it has none."""
    first, second = floats_of(before.values), floats_of(column.values)
    if first is None or second is None or column.number is None or before.number is None:
        return before
    own = np.nan_to_num(second) != 0
    parts = before.parts or (ColumnPart(before.number, before.header, np.ones_like(own)),)
    rest = (replace(part, lines=part.lines & ~own) for part in parts)
    parts = (*rest, ColumnPart(column.number, column.header, own))
    return replace(before, values=np.where(own, second, first), parts=parts)


def _column_cells(
    source: Source, number: int, header: str, field: str | None, cells: Sequence[Cell]
) -> ColumnCells:
    return ColumnCells(source.sheet, source.rows, number, header, field, cells)


def unread_amounts(
    source: Source,
    number: int,
    header: str,
    field: str | None,
    numbers: dict[int, Numbers],
    is_summed: bool = True,
) -> list[Finding]:
    """What could not be read of a column of numbers."""
    read = numbers[number]
    if not (read.unread.any() or read.ambiguous or read.mixed):
        return []
    cells = _column_cells(source, number, header, field, source.cells(number))
    return unread_numbers(replace(cells, is_summed=is_summed), read)


def _shows_percent(source: Source, number: int, read: Numbers) -> Bools:
    formats = source.formats(number)
    if formats is None:
        return read.percent
    shows: Bools = np.array([bool(f and "%" in f) for f in formats], dtype=bool)
    shows |= read.percent
    return shows


def _holds_rates(source: Source, number: int, read: Numbers) -> bool:
    """Whether a column of money holds percents instead ('15 %' as a fee)."""
    filled = np.isfinite(read.values) & (read.values != 0)
    shows = _shows_percent(source, number, read)
    return bool(filled.any()) and bool(shows[filled].mean() > 0.5)


def _share_column(
    source: Source,
    column: Column,
    field: Field,
    read: Numbers,
    columns: Columns,
) -> tuple[LineColumn, list[Finding]]:
    """Percents as shares, with a note where the column's own look did not say that they are percents."""
    expected = _ratio(columns) if field.name == "ctr" else None
    values, scale = shares(read.values, _shows_percent(source, column.number, read), column.header, expected)
    findings = []
    if scale == "percent":
        place = f"{column.letter}:{column.letter}"
        header = short(column.header)
        findings.append(PERCENT_AS_SHARE.at(source.sheet, place, fields=[field.name], header=header))
    return LineColumn(field, values, column.number, column.header), findings


def _ratio(columns: Columns) -> Floats | None:
    """Clicks per impression of each line."""
    column = columns.get("impressions") or columns.get("planned_impressions")
    impressions = floats_of(column.values) if column else None
    clicks = floats_of(columns["clicks"].values) if "clicks" in columns else None
    if clicks is None or impressions is None:
        return None
    with np.errstate(all="ignore"):
        return clicks / (impressions * scale_of(column.header if column else ""))
