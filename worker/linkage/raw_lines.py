"""The lines of a raw-data table, a column at a time: its rows are a line's periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from worker.lazy_dataclass import dataclass
from worker.shapes.raw_data import LINE_KEY, LINEAGE, PLAN
from worker.shapes.template import Template
from worker.text import plain
from worker.values import arrow
from worker.values.arrow import Ints

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


def lines_of(
    table: pa.Table, template: Template, additive: Sequence[str], row_line: Ints | None = None
) -> RawLines:
    """The lines of *table*.

    Args:
        additive: the measures that add up.
        row_line: the line of each row, from 0; None where the table's own columns say it: where a row came from and its
            key, or else its texts.
    """
    coded = {name: coded_texts(table[name]) for name in table.column_names if name in _texts(template)}
    if row_line is None:
        row_line = _row_lines(table, coded)
    first_row = _first_rows(row_line)
    numbers = {
        f.name: in_micro(table[f.name])
        for f in template.fields
        if f.name in table.column_names and f.type in ("number", "money", "percent")
    }
    count = len(first_row)
    sheets = coded_texts(table[LINEAGE[0]]) if LINEAGE[0] in table.column_names else Coded(_blank(table), ())
    keys = coded_texts(table[LINE_KEY]) if LINE_KEY in table.column_names else None
    return RawLines(
        row_line,
        first_row,
        {name: _first(column, row_line, count) for name, column in coded.items()},
        {
            f.name: _days(table[f.name], row_line, count, last=f.name == "end_date")
            for f in template.fields
            if f.type == "date" and f.name in table.column_names
        },
        {name: _sums(values, row_line, count) for name, values in numbers.items() if name in additive},
        {name: values[first_row] for name, values in numbers.items() if name not in additive},
        Coded(sheets.codes[first_row], sheets.names),
        _sheet_rows(table)[first_row],
        tuple(keys.at(int(row)) or "" for row in first_row) if keys else (),
    )


def identities(lines: RawLines) -> tuple[Ints, list[tuple[tuple[str, str], ...]]]:
    """What each line is: its place among the different sets of (field, plain text), and those sets.

    Blanks are left out, so that a new empty column makes no other line of it.
    """
    columns = [(name, [plain(text) for text in coded.names], coded.codes) for name, coded in lines.identity]
    if not columns or not len(lines):
        return np.zeros(len(lines), dtype=np.int64), [()] * min(1, len(lines))
    first, place = _sets([codes for _, _, codes in columns])
    sets = zip(*(codes[first].tolist() for _, _, codes in columns), strict=True)
    described = [
        tuple(
            (name, texts[code])
            for (name, texts, _), code in zip(columns, row, strict=True)
            if code >= 0 and texts[code]
        )
        for row in sets
    ]
    different = {one: at for at, one in enumerate(dict.fromkeys(described))}
    joined = np.array([different[one] for one in described], dtype=np.int64)
    return joined[place], list(different)


def _sets(columns: Sequence[Ints]) -> tuple[Ints, Ints]:
    """A row of each different set of codes, and each row's place among these; a column at a time, which sorts numbers."""
    place = np.zeros(len(columns[0]), dtype=np.int64)
    first = place[:1]
    for codes in columns:
        _, first, place = np.unique(
            place * (int(codes.max()) + 2) + codes + 1, return_index=True, return_inverse=True
        )
    return first, place


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


def in_micro(column: arrow.ArrowArray) -> Ints:
    """A column of numbers in `MICRO`; `BLANK` where there is none, or none that sums can hold."""
    values = arrow.to_numpy(column.cast(pa.float64()).combine_chunks(), np.nan)
    known = np.isfinite(values) & (np.abs(values) < 1e12)
    whole = np.full(len(values), BLANK, dtype=np.int64)
    whole[known] = np.round(values[known] * MICRO).astype(np.int64)
    return whole


def _sums(values: Ints, row_line: Ints, count: int) -> Ints:
    known = values != BLANK
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, row_line[known], values[known])
    has = np.zeros(count, dtype=bool)
    has[row_line[known]] = True
    return np.where(has, sums, BLANK)


def _days(column: arrow.ArrowArray, row_line: Ints, count: int, *, last: bool) -> Ints:
    values = arrow.to_numpy(column.cast(pa.date32()).combine_chunks(), np.nan)
    known = ~np.isnan(values)
    days = np.full(count, BLANK if last else np.iinfo(np.int64).max, dtype=np.int64)
    extreme = np.maximum if last else np.minimum
    extreme.at(days, row_line[known], values[known].astype(np.int64))
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
