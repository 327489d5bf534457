"""What stands around the lines and fills their fields: outlines, headings inside the table, the brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Bools, Days, Ints, LineColumn, Texts
from worker.cleaning.reading import band_flights, context
from worker.cleaning.reading.columns import Columns
from worker.cleaning.reading.source import Source
from worker.cleaning.reading.split_times import years_of_lines
from worker.findings.cleaning import (
    SECTION_AS_FIELD,
)
from worker.plans.rows.wording import is_total
from worker.shapes.finding import Finding
from worker.shapes.grid import cell_text
from worker.shapes.layout import BriefItem, Section
from worker.text import plain, words


def with_outlines(source: Source, columns: Columns) -> Columns:
    """*columns* in which keys written once above their group are carried down, from the innermost out, and days with them."""
    filled_columns = dict(columns)
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
        if (parents := _from_parents(source, column)) is not None:
            filled_columns[column.field.name] = LineColumn(
                column.field, parents, column.number, column.header
            )
            continue
        right = [c for c in texts if (c.number or 0) > (column.number or 0)]
        inner = filled_columns[min(right, key=lambda c: c.number or 0).field.name].values if right else None
        if isinstance(column.values, Texts) and (inner is None or isinstance(inner, Texts)):
            filled = context.fill_outline(column.values, source.rows, inner)
            if filled is not None:
                filled_columns[column.field.name] = LineColumn(
                    column.field, filled, column.number, column.header
                )
                filled_columns |= _days_of_groups(columns, column.values.codes < 0, filled.codes >= 0)
    return filled_columns


def _days_of_groups(columns: Columns, blank: Bools, carried: Bools) -> Columns:
    """The columns of days that have one where a key is written and nowhere else: they hold for its group as the key does."""
    first = np.maximum.accumulate(np.where(blank, 0, np.arange(len(blank))))
    days: Columns = {}
    for name, column in columns.items():
        values = column.values
        if isinstance(values, Texts) or values.dtype.kind != "M" or not (np.isnat(values) == blank).all():
            continue
        days[name] = replace(column, values=np.where(carried, values[first], values))
    return days


def _from_parents(source: Source, column: LineColumn) -> Texts | None:
    """A key that no line has and the sums above groups of lines have: each line's is that of the sum above it.

    None where a line has a key of its own, or none of the sums above it has one.
    """
    if not isinstance(column.values, Texts) or column.number is None or (column.values.codes >= 0).any():
        return None
    grid, table = source.mapped.grid, source.mapped.table
    names = {
        row: cell_text(value).strip()
        for row in table.total_rows
        if isinstance(value := grid.at(row, column.number), str) and not is_total(value)
    }
    heads = np.array(sorted(names), dtype=np.int64)
    if not len(heads) or not len(source.rows) or heads[0] > source.rows[0]:
        return None
    above = heads[np.searchsorted(heads, source.rows) - 1]
    return Texts.of([names[row] for row in above.tolist()])


def context_columns(source: Source, columns: Columns) -> tuple[Columns, list[Finding]]:
    """What headings and the brief give for fields that no column holds: headings first, being nearer to the line."""
    added: Columns = {}
    findings: list[Finding] = []
    fields, size = source.fields, len(source.rows)
    if source.mapped.part and source.mapped.part[0] in fields:
        name, value = source.mapped.part
        added[name] = LineColumn(fields[name], Texts.same(value, size), None, "")
    sections = _telling_sections(source, columns)
    placed = context.section_fields(sections, frozenset({**columns, **added}), source.template)
    for name, headings in placed.items():
        added[name] = LineColumn(fields[name], context.carried(headings, source.rows), None, "")
        first, value = headings[0]
        findings.append(
            SECTION_AS_FIELD.at(
                source.sheet, f"{first.row}:{first.row}", fields=[name], heading=value, field=name
            )
        )
    items = _brief_of(source, columns)
    brief = context.brief_values(items, frozenset({**columns, **added}), source.template)
    for name, value in brief.items():
        field = fields[name]
        if name == "currency" or size == 0 or (field.type == "date" and source.mapped.table.periods):
            continue
        if field.type == "date":
            start, end = context.flight_of(items, source.year)
            day = end if name.startswith("end") else start
            if day:
                added[name] = LineColumn(field, np.full(size, np.datetime64(day, "D")), None, "")
        elif field.type in ("text", "id"):
            added[name] = LineColumn(field, Texts.same(value.strip(), size), None, "")
    return {**added, **_band_flights(source, columns, added)}, findings


def _band_flights(source: Source, columns: Columns, added: Columns) -> Columns:
    """The first and last days that headings give their lines, which are nearer than the brief's in *added*.

    Without headings and brief a column of years gives its years.
    """
    fields = source.fields
    dated = source.mapped.table.periods or any(column.field.type == "date" for column in columns.values())
    days = None if dated else band_flights.flights(source)
    if days is None and not dated and not any(column.field.type == "date" for column in added.values()):
        days = _whole_years(source)
    if days is None:
        return {}
    flights: Columns = {}
    for name, values in zip(("start_date", "end_date"), days, strict=True):
        if name in fields:
            brief = added[name].values if name in added else values
            assert not isinstance(brief, Texts), "a day of the brief is a day"
            flights[name] = LineColumn(fields[name], np.where(np.isnat(values), brief, values), None, "")
    return flights


def _whole_years(source: Source) -> tuple[Days, Days] | None:
    """The first and last day of each line's year."""
    years = years_of_lines(source)
    if years is None:
        return None
    starts = np.array([f"{year}-01-01" for year in years], dtype="datetime64[D]")
    return starts, np.array([f"{year}-12-31" for year in years], dtype="datetime64[D]")


def _brief_of(source: Source, columns: Columns) -> list[BriefItem]:
    """The brief's items, without its days where each line has its own."""
    is_dated = "date" in columns
    days = {name for name, field in source.fields.items() if field.type == "date"}
    return [item for item in source.mapped.layout.brief if not (is_dated and item.field in days)]


def _telling_sections(source: Source, columns: Columns) -> list[Section]:
    """The headings that say more than a column or the days of their lines: 'PAID SOCIAL & SEARCH' over Social and Search does not."""
    sections = source.mapped.table.sections
    texts = [column.values for column in columns.values() if isinstance(column.values, Texts)]
    repeated = {
        level
        for level in {section.level for section in sections}
        if any(
            all(_repeats(section, values, source.rows) for section in sections if section.level == level)
            for values in texts
        )
        or any(
            _says_as_list(column, [s for s in sections if s.level == level], source.rows)
            for column in columns.values()
        )
    }
    for level in {section.level for section in sections}:
        if band_flights.are_periods([s.text for s in sections if s.level == level], source.year):
            repeated.add(level)
    return [section for section in sections if section.level not in repeated]


def _says_as_list(column: LineColumn, sections: Sequence[Section], rows: Ints) -> bool:
    """Whether the headings are other words for the one value that *column* has over the lines of each: 'TÉLÉVISION' over TV.

    At least half are known as such, none as another value, and no two head the same value.
    """
    if not isinstance(column.values, Texts):
        return False
    values, known = [], 0
    for section in sections:
        first, last = np.searchsorted(rows, [section.first_row, section.last_row + 1])
        codes = set(column.values.codes[int(first) : int(last)].tolist())
        if len(codes) != 1 or -1 in codes:
            return False
        values.append(column.values.names[codes.pop()])
        listed = context.listed_as(column.field.name, context.labelled_as(section.text)[1])
        if listed is not None and listed != context.listed_as(column.field.name, values[-1]):
            return False
        known += listed is not None
    return known * 2 >= max(len(sections), 1) and len(set(values)) == len(values)


def _repeats(section: Section, values: Texts, rows: Ints) -> bool:
    """Whether the words of every line's value stand in the heading over the lines."""
    first, last = np.searchsorted(rows, [section.first_row, section.last_row + 1])
    codes = set(values.codes[int(first) : int(last)].tolist()) - {-1}
    heading = set(words(plain(section.text)))
    return bool(codes) and all(heading.issuperset(words(plain(values.names[code]))) for code in codes)
