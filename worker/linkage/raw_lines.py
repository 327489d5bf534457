"""The lines of a raw-data table, a column at a time: its rows are a line's periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from worker.lazy_dataclass import dataclass
from worker.shapes.raw_data import LINE_KEY, LINEAGE, PLAN
from worker.shapes.template import Template
from worker.text import all_plain
from worker.values import arrow
from worker.values.arrow import Floats, Ints

BLANK = np.iinfo(np.int64).min
"""An amount or a day that is not there."""
MICRO = 1_000_000
"""Amounts are whole numbers of millionths, so that their sums are exact."""
CENT = MICRO // 100
FREE_TEXT = frozenset({"notes"})
"""Fields that say nothing of which line it is."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts: each line's place in `names`, -1 where blank."""

    codes: Ints
    names: tuple[str, ...]

    def at(self, line: int) -> str | None:
        """The text of one line."""
        code = int(self.codes[line])
        return None if code < 0 else self.names[code]


@dataclass(frozen=True, slots=True)
class RawLines:
    """The lines of one table, in the order of their first rows."""

    row_line: Ints
    """The line of each row."""
    first_row: Ints
    """The place of each line's first row."""
    texts: Mapping[str, Coded]
    """Text and id fields."""
    days: Mapping[str, Ints]
    """Date fields, days since 1970: the first of the line's rows, for `end_date` the last; `BLANK` where none has one."""
    amounts: Mapping[str, Ints]
    """What adds up: the sum of the line's rows, in `MICRO`; `BLANK` where no row has one."""
    rates: Mapping[str, Ints]
    """The other numbers: that of the line's first row, in `MICRO`."""
    sheets: Coded
    rows: Ints
    """The sheet's row of each line; 0 where the table does not say it."""
    keys: tuple[str, ...]
    """Empty where the table has none."""

    def __len__(self) -> int:
        return len(self.first_row)

    @property
    def identity(self) -> Iterator[tuple[str, Coded]]:
        """The texts that say which line it is, by the fields' names, in order of name."""
        return ((name, self.texts[name]) for name in sorted(self.texts) if name not in FREE_TEXT)


class RowColumns(NamedTuple):
    """The columns of some rows."""

    texts: Mapping[str, Coded]
    days: Mapping[str, Floats]
    """Since 1970; NaN where there is none."""
    numbers: Mapping[str, Floats]
    sheets: Coded
    rows: Ints
    """The sheet's row of each."""
    keys: Coded | None = None


def lines_of(table: pa.Table, template: Template, additive: Sequence[str]) -> RawLines:
    """The lines of *table*, as its own columns say it: where a row came from and its key, or else its texts.

    Args:
        additive: the measures that add up.
    """
    coded = {name: coded_texts(table[name]) for name in table.column_names if name in _texts(template)}
    own = {field.name: field.type for field in template.fields if field.name in table.column_names}
    columns = RowColumns(
        coded,
        {name: _floats(table[name], pa.date32()) for name, kind in own.items() if kind == "date"},
        {
            name: _floats(table[name], pa.float64())
            for name, kind in own.items()
            if kind in ("number", "money", "percent")
        },
        coded_texts(table[LINEAGE[0]]) if LINEAGE[0] in table.column_names else Coded(_blank(table), ()),
        _sheet_rows(table),
        coded_texts(table[LINE_KEY]) if LINE_KEY in table.column_names else None,
    )
    return lines_of_rows(columns, additive, _row_lines(table, coded))


def lines_of_rows(columns: RowColumns, additive: Sequence[str], row_line: Ints) -> RawLines:
    """The lines of rows, of which *row_line* says each one's line, from 0."""
    first_row = _first_rows(row_line)
    count = len(first_row)
    numbers = {name: _micro(values) for name, values in columns.numbers.items()}
    keys, sheets = columns.keys, columns.sheets
    return RawLines(
        row_line,
        first_row,
        {name: _first(column, row_line, count) for name, column in columns.texts.items()},
        {n: _days(values, row_line, count, last=n == "end_date") for n, values in columns.days.items()},
        {name: _sums(values, row_line, count) for name, values in numbers.items() if name in additive},
        {name: values[first_row] for name, values in numbers.items() if name not in additive},
        Coded(sheets.codes[first_row], sheets.names),
        columns.rows[first_row],
        tuple(keys.at(int(row)) or "" for row in first_row) if keys else (),
    )


def chained(parts: Sequence[RawLines]) -> RawLines:
    """The lines of *parts* one after the other; their columns have the same fields and the same texts."""
    if len(parts) == 1:
        return parts[0]
    lines = np.cumsum([0, *map(len, parts)])
    rows = np.cumsum([0, *(len(part.row_line) for part in parts)])
    one = parts[0]
    return RawLines(
        np.concatenate([part.row_line + first for part, first in zip(parts, lines, strict=False)]),
        np.concatenate([part.first_row + first for part, first in zip(parts, rows, strict=False)]),
        {n: Coded(np.concatenate([p.texts[n].codes for p in parts]), one.texts[n].names) for n in one.texts},
        {name: np.concatenate([part.days[name] for part in parts]) for name in one.days},
        {name: np.concatenate([part.amounts[name] for part in parts]) for name in one.amounts},
        {name: np.concatenate([part.rates[name] for part in parts]) for name in one.rates},
        Coded(np.concatenate([part.sheets.codes for part in parts]), one.sheets.names),
        np.concatenate([part.rows for part in parts]),
        tuple(key for part in parts for key in part.keys),
    )


def identities(texts: Iterable[tuple[str, Coded]], size: int) -> tuple[Ints, list[tuple[str, Coded]]]:
    """What each of *size* lines is: its place among the different sets of plain texts, and these by their fields' names."""
    columns = [(name, _plain(coded)) for name, coded in texts]
    return _places([coded.codes for _, coded in columns], size), columns


def _plain(coded: Coded) -> Coded:
    """A column's plain texts, those alike once and blank ones not."""
    every = all_plain(coded.names)
    texts = tuple(text for text in dict.fromkeys(every) if text)
    if len(texts) == len(every):
        return Coded(coded.codes, texts)
    place = {text: at for at, text in enumerate(texts)}
    places = np.array([*(place.get(text, -1) for text in every), -1], dtype=np.int64)
    return Coded(places[coded.codes], texts)


def _places(columns: Sequence[Ints], size: int) -> Ints:
    """Each line's place among the different sets of codes; a column at a time, which sorts numbers."""
    place = np.zeros(size, dtype=np.int64)
    for codes in columns if size else ():
        _, place = np.unique(place * (int(codes.max()) + 2) + codes + 1, return_inverse=True)
    return place


def _texts(template: Template) -> frozenset[str]:
    return frozenset(f.name for f in template.fields if f.type in ("text", "id"))


def _blank(table: pa.Table) -> Ints:
    return np.full(table.num_rows, -1, dtype=np.int64)


def coded_texts(column: arrow.ArrowArray) -> Coded:
    """A text column of any Arrow type."""
    if pa.types.is_null(column.type):
        return Coded(np.full(len(column), -1, dtype=np.int64), ())
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = pa.concat_arrays(whole.unify_dictionaries().chunks)
    codes = arrow.to_numpy(whole.indices, -1).astype(np.int64)
    return Coded(codes, tuple("" if name is None else str(name) for name in whole.dictionary.to_pylist()))


def _first(column: Coded, row_line: Ints, count: int) -> Coded:
    """The first text that any row of a line has."""
    codes = np.full(count, -1, dtype=np.int64)
    rows = np.flatnonzero(column.codes >= 0)[::-1]
    codes[row_line[rows]] = column.codes[rows]
    return Coded(codes, column.names)


def _floats(column: arrow.ArrowArray, kind: pa.DataType) -> Floats:
    return arrow.to_numpy(arrow.cast(column, kind).combine_chunks(), np.nan)


def in_micro(column: arrow.ArrowArray) -> Ints:
    """A column of numbers in `MICRO`; `BLANK` where there is none, or none that sums can hold."""
    return _micro(_floats(column, pa.float64()))


def _micro(values: Floats) -> Ints:
    finite = np.isfinite(values) & (np.abs(values) < 1e12)
    whole = np.full(len(values), BLANK, dtype=np.int64)
    whole[finite] = np.round(values[finite] * MICRO).astype(np.int64)
    return whole


def _sums(values: Ints, row_line: Ints, count: int) -> Ints:
    present = values != BLANK
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, row_line[present], values[present])
    has = np.zeros(count, dtype=bool)
    has[row_line[present]] = True
    return np.where(has, sums, BLANK)


def _days(values: Floats, row_line: Ints, count: int, *, last: bool) -> Ints:
    present = ~np.isnan(values)
    days = np.full(count, BLANK if last else np.iinfo(np.int64).max, dtype=np.int64)
    extreme = np.maximum if last else np.minimum
    extreme.at(days, row_line[present], values[present].astype(np.int64))
    return np.where(days == np.iinfo(np.int64).max, BLANK, days)


def _sheet_rows(table: pa.Table) -> Ints:
    if LINEAGE[1] not in table.column_names:
        return np.zeros(table.num_rows, dtype=np.int64)
    rows = arrow.to_numpy(table[LINEAGE[1]].cast(pa.float64()).combine_chunks(), 0.0)
    return rows.astype(np.int64)


def _row_lines(table: pa.Table, coded: Mapping[str, Coded]) -> Ints:
    if LINEAGE[0] in table.column_names and LINEAGE[1] in table.column_names:
        columns = [coded_texts(table[LINEAGE[0]]).codes, _sheet_rows(table)]
        if LINE_KEY in table.column_names:
            columns.append(coded_texts(table[LINE_KEY]).codes)
        if PLAN in table.column_names:
            columns.append(coded_texts(table[PLAN]).codes)
    else:
        columns = [column.codes for column in coded.values()] or [np.arange(table.num_rows)]
    _, place = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    place = place.reshape(-1)
    order = np.argsort(_first_rows(place), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    ranks: Ints = rank[place]
    return ranks


def _first_rows(row_line: Ints) -> Ints:
    _, first = np.unique(row_line, return_index=True)
    return first.astype(np.int64)
