"""Rows -> the flat table, a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from worker.cleaning.lines import Lines, Texts
from worker.cleaning.measures import additive_names
from worker.cleaning.periods.pieces import LineRows
from worker.cleaning.periods.rows import Rows, Values
from worker.lazy_dataclass import dataclass
from worker.linkage import line_keys
from worker.linkage.raw_lines import (
    FREE_TEXT,
    Coded,
    RawLines,
    RowColumns,
    chained,
    identities,
    lines_of_rows,
)
from worker.shapes.raw_data import LINE_KEY, LINEAGE, Level, RowPiece
from worker.shapes.template import Field, Template
from worker.values import arrow
from worker.values.arrow import ArrowArray, Ints

SHEET, ROW, COLUMN = LINEAGE


@dataclass(frozen=True, slots=True)
class _Names:
    """The different texts of one column in all tables, each once."""

    texts: tuple[str, ...]
    encoded: ArrowArray
    places: tuple[Ints | None, ...]
    """For each table the place of each of its own texts, then -1 for a blank; None where they are the same."""

    @classmethod
    def of(cls, tables: Sequence[Sequence[str]]) -> _Names:
        """From the texts of each table."""
        if len(tables) == 1:
            return cls(tuple(tables[0]), arrow.strings(tables[0]), (None,))
        texts = tuple(dict.fromkeys(text for own in tables for text in own))
        place = {text: at for at, text in enumerate(texts)}
        places = (np.array([*(place[text] for text in own), -1], dtype=np.int64) for own in tables)
        return cls(texts, arrow.strings(texts), tuple(places))

    def codes(self, table: int, own: Texts) -> Ints:
        """The place of each of a table's own texts among all."""
        places = self.places[table]
        return own.codes if places is None else places[own.codes]


@dataclass(frozen=True, slots=True)
class FlatRows:
    """One table for all: the template's fields that occur, in its order, the line's key, then where each row came from."""

    tables: Sequence[LineRows]
    fields: Sequence[Field]
    """Those that any row may have."""
    names: dict[str, _Names]
    """Of the columns of text."""
    keys: Ints
    """The place in `key_names` of each line that has a row."""
    key_names: ArrowArray

    @property
    def num_rows(self) -> int:
        """How many rows there are."""
        return sum(rows.facts.count for rows in self.tables)

    def pieces(self) -> Iterator[pa.Table]:
        """The table in pieces, one at least, each made when it is asked for."""
        return map(arrow.table_of, self.levels())

    def levels(self) -> Iterator[RowPiece]:
        """The same, before what a line or a period has is repeated over its rows."""
        line = 0
        for at, rows in enumerate(self.tables):
            for first, piece in rows.pieces():
                size = _line_count(piece)
                yield self._piece(at, first, piece, self.keys[line : line + size])
                line += size
        if not self.tables:
            names = (LINE_KEY, *LINEAGE)
            yield RowPiece(names, (Level(None, {name: arrow.strings(()) for name in names}),))

    def _piece(self, table: int, first: int, rows: Rows, keys: Ints) -> RowPiece:
        lines, size = self.tables[table].lines, len(keys)
        of_lines: dict[str, ArrowArray] = {}
        of_times: dict[str, ArrowArray] = {}
        of_rows: dict[str, ArrowArray] = {}
        held = ((rows.of_rows, of_rows), (rows.of_times, of_times))
        for field in self.fields:
            columns = next((one for own, one in held if field.name in own), of_lines)
            columns[field.name] = self._column(
                field, table, _values(field, rows.values.get(field.name), size)
            )
        of_lines |= {
            LINE_KEY: arrow.coded(keys, self.key_names),
            SHEET: self._texts(SHEET, table, Texts.same(lines.sheet, size)),
            ROW: arrow.integers(lines.rows[first : first + size]),
        }
        of_times[COLUMN] = self._texts(COLUMN, table, rows.source)
        # A template's own field of the key's name gives way.
        names = (field.name for field in self.fields if field.name != LINE_KEY)
        levels = Level(rows.lines, of_lines), Level(rows.times, of_times), Level(None, of_rows)
        return RowPiece((*names, LINE_KEY, *LINEAGE), levels)

    def _column(self, field: Field, table: int, values: Values) -> ArrowArray:
        if isinstance(values, Texts):
            return self._texts(field.name, table, values)
        return arrow.days(values) if field.type == "date" else arrow.floats(values)

    def _texts(self, name: str, table: int, own: Texts) -> ArrowArray:
        names = self.names[name]
        return arrow.coded(names.codes(table, own), names.encoded)


def flat_rows(tables: Sequence[LineRows], template: Template, previous: RawLines | None = None) -> FlatRows:
    """The rows of all *tables* with the keys of their lines.

    Lines of *previous*, the lines of an earlier version of the plan, keep their keys.
    """
    fields = [f for f in template.fields if any(f.name in rows.facts.texts for rows in tables)]
    names = {
        field.name: _Names.of([rows.facts.texts.get(field.name) or () for rows in tables])
        for field in fields
        if field.type in ("text", "id")
    }
    names[SHEET] = _Names.of([(rows.lines.sheet,) for rows in tables])
    names[COLUMN] = _Names.of([rows.facts.source for rows in tables])
    if not tables:
        return FlatRows(tables, fields, names, np.zeros(0, dtype=np.int64), arrow.strings(()))
    if previous is None:
        digests = _new_digests(tables, fields, names)
        every = np.arange(len(digests) // line_keys.DIGEST)
        return FlatRows(tables, fields, names, every, arrow.strings_of(digests.hex(), line_keys.KEY))
    keys = Texts.of(line_keys.carried_keys(_raw_lines(tables, fields, names), previous))
    return FlatRows(tables, fields, names, keys.codes, arrow.strings(keys.names))


def _new_digests(tables: Sequence[LineRows], fields: Sequence[Field], names: dict[str, _Names]) -> bytearray:
    """The digest of a key a line, from its texts; rows are made of twins alone, which days and amounts tell apart."""
    naming = sorted(f.name for f in fields if f.type in ("text", "id") and f.name not in FREE_TEXT)
    columns = [(name, _line_texts(tables, name, names[name])) for name in naming]
    ends = np.cumsum([0, *(len(rows.lines) for rows in tables)])
    place, texts = identities(columns, int(ends[-1]))
    ordinals = np.zeros(len(place), dtype=np.int64)
    is_twin = np.bincount(place)[place] > 1
    if is_twin.any():
        twins = [
            rows.some(np.flatnonzero(is_twin[ends[at] : ends[at + 1]])) for at, rows in enumerate(tables)
        ]
        ordinals[is_twin] = line_keys.ordinals_of(_raw_lines(twins, fields, names), place[is_twin])
    return line_keys.digests_of(texts, ordinals)


def _line_texts(tables: Sequence[LineRows], name: str, own: _Names) -> Coded:
    """The texts of a field, a line each; the rows of a line have the same."""
    codes = [
        np.full(len(rows.lines), -1) if (texts := rows.lines.texts(name)) is None else own.codes(at, texts)
        for at, rows in enumerate(tables)
    ]
    return Coded(codes[0] if len(codes) == 1 else np.concatenate(codes), own.texts)


def _raw_lines(tables: Sequence[LineRows], fields: Sequence[Field], names: dict[str, _Names]) -> RawLines:
    """The lines as they are read back from raw data."""
    additive = additive_names(tables[0].lines.template)
    return chained(
        [
            lines_of_rows(_columns(fields, names, at, rows.lines, first, piece), additive, piece.lines)
            for at, rows in enumerate(tables)
            for first, piece in rows.pieces()
        ]
    )


def _columns(
    fields: Sequence[Field], names: dict[str, _Names], table: int, lines: Lines, first: int, piece: Rows
) -> RowColumns:
    """What the keys are made of."""
    texts: dict[str, Coded] = {}
    days: dict[str, arrow.Floats] = {}
    numbers: dict[str, arrow.Floats] = {}
    for field in fields:
        values = _values(field, piece.value(field.name), len(piece.lines))
        if isinstance(values, Texts):
            own = names[field.name]
            texts[field.name] = Coded(own.codes(table, values), own.texts)
        elif field.type == "date":
            days[field.name] = np.where(np.isnat(values), np.nan, values.astype(np.int64))
        elif field.type in ("number", "money", "percent"):
            numbers[field.name] = values.astype(np.float64)
    sheet = names[SHEET]
    sheets = Coded(sheet.codes(table, Texts.same(lines.sheet, len(piece.lines))), sheet.texts)
    return RowColumns(texts, days, numbers, sheets, lines.rows[piece.lines + first])


def _line_count(rows: Rows) -> int:
    """Lines of a piece: each has a row, and they stand in order."""
    return int(rows.lines[-1]) + 1 if len(rows.lines) else 0


def _values(field: Field, values: Values | None, size: int) -> Values:
    """The values of a field as its type has them; *size* blanks where it has none."""
    if field.type in ("text", "id"):
        return values if isinstance(values, Texts) else Texts(np.full(size, -1, dtype=np.int64), ())
    blank = np.datetime64("NaT", "D") if field.type == "date" else np.nan
    kind = "datetime64[D]" if field.type == "date" else "float64"
    if values is None or isinstance(values, Texts):
        return np.full(size, blank, dtype=kind)
    return np.asarray(values).astype(kind, copy=False)
