"""A mapped table -> its lines: each column is read by its field's type, then context is filled in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from worker.cleaning.canonical import Learnt, canonical_column, named, note_unknown
from worker.cleaning.lines import Bools, Floats, LineColumn, Lines, Texts, floats_of, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.cleaning.periods.amounts import PeriodCells, named_amounts
from worker.cleaning.reading import context, fees, header_scale
from worker.cleaning.reading.column_choice import choose_columns
from worker.cleaning.reading.dates import Dates, read_dates
from worker.cleaning.reading.decimal_mark import decimal_hint
from worker.cleaning.reading.line_currency import MoneyColumn, coalesce, currencies_of_cells, line_currency
from worker.cleaning.reading.percents import shares
from worker.cleaning.reading.source import Source, source_of
from worker.cleaning.reading.texts import read_durations, read_texts
from worker.cleaning.reading.unread import ColumnCells, unread_dates, unread_durations, unread_numbers
from worker.findings.cleaning import (
    CURRENCIES_SIDE_BY_SIDE,
    CURRENCY_UNKNOWN,
    PERCENT_AS_SHARE,
    SECTION_AS_FIELD,
)
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell
from worker.shapes.layout import Column
from worker.shapes.template import Field, Template
from worker.values.dates.parsing import column_order
from worker.values.dates.parts import Order
from worker.values.money import currency_in, currency_of
from worker.values.numbers import Numbers, read_numbers
from worker.values.scales import scale_of

Chosen = list[tuple[Column, Field]]


def read_lines(mapped: MappedTable, template: Template) -> Lines:
    """The lines of one table; what could not be read is in their findings."""
    source = source_of(mapped, template)
    findings: list[Finding] = []
    chosen = choose_columns(mapped, template, findings)
    numbers = _numbers(source, chosen)
    columns = _texts(source, chosen)
    columns |= _dates(source, chosen, numbers, findings)
    columns |= _measures(source, chosen, numbers, findings)
    _outlines(columns, source)
    cells = [
        PeriodCells(p, source.marks(p) if p.marks else numbers[p.number].values) for p in mapped.table.periods
    ]
    for period in mapped.table.periods:
        if not period.marks:
            findings += _unread_amounts(source, period.number, period.label, period.measure, numbers)
    amounts, said = named_amounts(cells, columns, template, mapped.period_measure, source.sheet)
    findings += said
    factors = header_scale.scales(columns, template)
    findings += header_scale.notes(columns, factors, source.sheet)
    columns, amounts = header_scale.scaled(columns, amounts, factors)
    _context(source, columns, findings)
    money = _money(source, columns, numbers, [a.measure for a in amounts])
    _currency(source, columns, money, findings)
    flight = context.flight_of(mapped.layout.brief, source.year)
    currency = columns.get("currency")
    texts = currency.values if currency and isinstance(currency.values, Texts) else None
    if "currency" not in template.names:
        columns.pop("currency", None)
    lines = Lines(
        source.sheet, template, source.rows, columns, amounts, texts, flight, findings, scales=factors
    )
    return _canonical(fees.rates_to_amounts(lines), source.market, mapped.learnt)


# ---------------------------------------------------------------- columns of the sheet


def _numbers(source: Source, chosen: Chosen) -> dict[int, Numbers]:
    """Column number -> its numbers; columns that leave the decimal mark open follow those that show it."""
    wanted = [c.number for c, f in chosen if f.type in ("number", "money", "percent") and not _is_length(f)]
    wanted += [p.number for p in source.mapped.table.periods if not p.marks]
    read = {number: read_numbers(source.cells(number)) for number in wanted}
    unsure = [number for number, column in read.items() if column.ambiguous]
    if unsure and (hint := decimal_hint(read.values(), source.mapped.grid, source.market)):
        for number in unsure:
            read[number] = read_numbers(source.cells(number), hint)
    return read


def _is_length(field: Field) -> bool:
    """A number that describes instead of measuring: the seconds of a spot."""
    return field.type == "number" and field.kind == "dimension"


def _texts(source: Source, chosen: Chosen) -> dict[str, LineColumn]:
    found: dict[str, LineColumn] = {}
    for column, field in chosen:
        if field.type not in ("text", "id"):
            continue
        texts = read_texts(source.cells(column.number, keys=True), ids=field.type == "id")
        before = found.get(field.name)
        if before is not None and isinstance(before.values, Texts):
            texts = coalesce([before.values, texts]) or texts
            column_number, header = before.number, before.header
        else:
            column_number, header = column.number, column.header
        found[field.name] = LineColumn(field, texts, column_number, header)
    return found


def _dates(
    source: Source, chosen: Chosen, numbers: dict[int, Numbers], findings: list[Finding]
) -> dict[str, LineColumn]:
    """Date columns; a span in the start's column gives the end as well where no other column does."""
    columns = [(c, f, source.cells(c.number, keys=True)) for c, f in chosen if f.type == "date"]
    orders = [o for _, _, cells in columns if (o := column_order([v for v in cells if isinstance(v, str)]))]
    hint = orders[0] if orders else _order_by_place(source, numbers)
    found: dict[str, LineColumn] = {}
    spans: dict[str, Dates] = {}
    for column, field, cells in columns:
        read = read_dates(cells, source.year, hint)
        days = read.last if field.name.startswith("end") else read.first
        found[field.name] = LineColumn(field, days, column.number, column.header)
        spans[field.name] = read
        findings += unread_dates(_column_cells(source, column.number, column.header, field.name, cells), read)
    start, end = spans.get("start_date") or spans.get("date"), source.fields.get("end_date")
    if (
        start is not None
        and end is not None
        and "end_date" not in found
        and (start.first != start.last).any()
    ):
        known = ~np.isnat(start.first)
        if (start.first[known] != start.last[known]).any():
            found["end_date"] = LineColumn(end, start.last, None, "")
            first = source.fields.get("start_date")
            if "start_date" not in found and first is not None:
                found["start_date"] = LineColumn(
                    first, start.first, found["date"].number, found["date"].header
                )
    return found


def _order_by_place(source: Source, numbers: dict[int, Numbers]) -> Order | None:
    """Where months come first is where points are decimal marks and the market says so."""
    if source.market in ("US", "PH"):
        return "mdy"
    return "dmy" if source.market or any(n.mark == "," for n in numbers.values()) else None


def _measures(
    source: Source, chosen: Chosen, numbers: dict[int, Numbers], findings: list[Finding]
) -> dict[str, LineColumn]:
    found: dict[str, LineColumn] = {}
    for column, field in chosen:
        if _is_length(field):
            cells = source.cells(column.number, keys=True)
            seconds, bad = read_durations(cells)
            found[field.name] = LineColumn(field, seconds, column.number, column.header)
            where = _column_cells(source, column.number, column.header, field.name, cells)
            findings += unread_durations(where, bad)
        elif column.number in numbers and field.type != "percent":
            values = numbers[column.number].values
            if field.type == "money" and _rates(source, column.number, numbers[column.number]):
                field_rate = LineColumn(field, values, column.number, column.header)
                found[fees.RATE + field.name] = field_rate
            else:
                found[field.name] = LineColumn(field, values, column.number, column.header)
            findings += _unread_amounts(source, column.number, column.header, field.name, numbers)
    for column, field in chosen:
        if field.type == "percent" and column.number in numbers:
            found[field.name] = _share_column(source, column, field, numbers[column.number], found, findings)
            findings += _unread_amounts(source, column.number, column.header, field.name, numbers)
    return found


def _column_cells(
    source: Source, number: int, header: str, field: str | None, cells: Sequence[Cell]
) -> ColumnCells:
    return ColumnCells(source.sheet, source.rows, number, header, field, cells)


def _unread_amounts(
    source: Source, number: int, header: str, field: str | None, numbers: dict[int, Numbers]
) -> list[Finding]:
    read = numbers[number]
    if not (read.unread.any() or read.ambiguous or read.mixed):
        return []
    return unread_numbers(_column_cells(source, number, header, field, source.cells(number)), read)


def _shows_percent(source: Source, number: int, read: Numbers) -> Bools:
    formats = source.formats(number)
    if formats is None:
        return read.percent
    shows: Bools = np.array([bool(f and "%" in f) for f in formats], dtype=bool)
    shows |= read.percent
    return shows


def _rates(source: Source, number: int, read: Numbers) -> bool:
    """Whether a column of money holds percents instead ('15 %' as a fee)."""
    given = np.isfinite(read.values) & (read.values != 0)
    shows = _shows_percent(source, number, read)
    return bool(given.any()) and bool(shows[given].mean() > 0.5)


def _share_column(
    source: Source,
    column: Column,
    field: Field,
    read: Numbers,
    found: dict[str, LineColumn],
    findings: list[Finding],
) -> LineColumn:
    expected = _ratio(found) if field.name == "ctr" else None
    values, scale = shares(read.values, _shows_percent(source, column.number, read), column.header, expected)
    if scale == "percent":
        place = f"{column.letter}:{column.letter}"
        header = short(column.header)
        findings.append(PERCENT_AS_SHARE.at(source.sheet, place, fields=[field.name], header=header))
    return LineColumn(field, values, column.number, column.header)


def _ratio(found: dict[str, LineColumn]) -> Floats | None:
    """Clicks per impression of each line."""
    column = found.get("impressions") or found.get("planned_impressions")
    shown = floats_of(column.values) if column else None
    clicks = floats_of(found["clicks"].values) if "clicks" in found else None
    if clicks is None or shown is None:
        return None
    with np.errstate(all="ignore"):
        return clicks / (shown * scale_of(column.header if column else ""))


# ---------------------------------------------------------------- context


def _outlines(columns: dict[str, LineColumn], source: Source) -> None:
    """Keys written once above their group, carried down, from the innermost out."""
    keys = sorted(
        (
            c
            for n, c in columns.items()
            if n in context.OUTLINE_FIELDS and c.number and isinstance(c.values, Texts)
        ),
        key=lambda c: -(c.number or 0),
    )
    texts = [c for c in columns.values() if isinstance(c.values, Texts) and c.number]
    for column in keys:
        right = [c for c in texts if (c.number or 0) > (column.number or 0)]
        inner = columns[min(right, key=lambda c: c.number or 0).field.name].values if right else None
        if isinstance(column.values, Texts) and (inner is None or isinstance(inner, Texts)):
            filled = context.fill_outline(column.values, source.rows, inner)
            if filled is not None:
                columns[column.field.name] = LineColumn(column.field, filled, column.number, column.header)


def _context(source: Source, columns: dict[str, LineColumn], findings: list[Finding]) -> None:
    """Headings first, being nearer to the line, then the brief."""
    fields, size = source.fields, len(source.rows)
    placed = context.section_fields(source.mapped.table.sections, frozenset(columns), source.template)
    for name, headings in placed.items():
        columns[name] = LineColumn(fields[name], context.carried(headings, source.rows), None, "")
        first, value = headings[0]
        findings.append(
            SECTION_AS_FIELD.at(
                source.sheet, f"{first.row}:{first.row}", fields=[name], heading=value, field=name
            )
        )
    brief = context.brief_values(source.mapped.layout.brief, frozenset(columns), source.template)
    for name, value in brief.items():
        field = fields[name]
        if name == "currency" or size == 0 or (field.type == "date" and source.mapped.table.periods):
            continue
        if field.type == "date":
            start, end = context.flight_of(source.mapped.layout.brief, source.year)
            day = end if name.startswith("end") else start
            if day:
                columns[name] = LineColumn(field, np.full(size, np.datetime64(day, "D")), None, "")
        elif field.type in ("text", "id"):
            columns[name] = LineColumn(field, Texts.same(value.strip(), size), None, "")


# ---------------------------------------------------------------- money


def _money(
    source: Source, columns: dict[str, LineColumn], numbers: dict[int, Numbers], measures: list[str]
) -> list[MoneyColumn]:
    """What each column of money, and the periods, say of their currency."""
    found = []
    for name, column in columns.items():
        if is_money(column.field) and column.number in numbers and not name.startswith(fees.RATE):
            found.append(
                MoneyColumn(
                    name, currency_in(column.header, source.market), _cells(source, column.number, numbers)
                )
            )
    fields = source.fields
    held = next((m for m in measures if m in fields and is_money(fields[m])), None)
    if held:
        periods = [p for p in source.mapped.table.periods if not p.marks]
        texts = [t for p in periods[:3] if (t := _cells(source, p.number, numbers))]
        header = next((c for p in periods if (c := currency_in(p.label, source.market))), None)
        found.append(MoneyColumn(held, header, coalesce(texts)))
    return found


def _cells(source: Source, number: int, numbers: dict[int, Numbers]) -> Texts | None:
    return currencies_of_cells(numbers[number].units, source.formats(number), source.market)


def _currency(
    source: Source, columns: dict[str, LineColumn], money: list[MoneyColumn], findings: list[Finding]
) -> None:
    """One currency a line; money that stands there again in another currency is left out, and said."""
    table, size = source.mapped.table, len(source.rows)
    own = columns.get("currency")
    texts = None
    if own is not None and isinstance(own.values, Texts):
        found = named(own.field, own.values.names, source.market, source.mapped.learnt)
        codes = [one.canonical or currency_of(one.value, source.market) or one.value for one in found]
        texts = own.values.renamed(codes)
    told = [(s, code) for s in table.sections if (code := currency_in(s.text, source.market))]
    sections = context.carried(told, source.rows) if told else None
    said = next((b.value for b in source.mapped.layout.brief if b.field == "currency"), None)
    brief = currency_of(said, source.market) or currency_in(said, source.market) if said else None
    brief = brief or (currency_in(table.title, source.market) if table.title else None)
    result = line_currency(size, texts, money, sections, brief)
    for key in result.aside:
        column = columns.pop(key, None)
        if column is None:
            continue
        header = short(column.header)
        place = f"{column.number}"
        if column.number:
            place = f"{Column(column.number, '').letter}:{Column(column.number, '').letter}"
        findings.append(
            CURRENCIES_SIDE_BY_SIDE.at(source.sheet, place, fields=[column.field.name], header=header)
        )
    if result.lines is not None:
        field = source.fields.get("currency", Field("currency"))
        number = own.number if own else None
        columns["currency"] = LineColumn(field, result.lines, number, own.header if own else "")
    elif money and size:
        place = f"{table.first_row}:{table.last_row}"
        findings.append(CURRENCY_UNKNOWN.at(source.sheet, place, fields=["currency"]))


def _canonical(lines: Lines, market: str | None, learnt: Learnt) -> Lines:
    """Values under their one name; what nobody knows is noted."""
    for name, column in list(lines.columns.items()):
        made, unknown = canonical_column(column, market, learnt)
        lines.columns[name] = made
        if unknown:
            note_unknown(lines, name, unknown)
    return lines
