"""Rows -> the flat table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from worker.cleaning.lines import Lines, Texts
from worker.cleaning.measures import additive_names
from worker.cleaning.periods.rows import Rows, Values
from worker.linkage import line_keys
from worker.linkage.raw_lines import RawLines, lines_of
from worker.shapes.raw_data import LINE_KEY, LINEAGE
from worker.shapes.template import Field, Template
from worker.values import arrow


def table_of(
    tables: Sequence[tuple[Lines, Rows]], template: Template, previous: RawLines | None = None
) -> pa.Table:
    """One table for all: the template's fields that occur, in its order, the line's key, then where each row came from.

    Lines of *previous*, the lines of an earlier version of the plan, keep their keys.
    """
    data: dict[str, Any] = {}
    sizes = [len(rows.lines) for _, rows in tables]
    for field in template.fields:
        pieces = [rows.values.get(field.name) for _, rows in tables]
        if any(piece is not None for piece in pieces):
            data[field.name] = _joined(field, pieces, sizes)
    data[LINEAGE[0]] = _texts([Texts.same(lines.sheet, len(rows.lines)) for lines, rows in tables])
    numbers = [lines.rows[rows.lines] for lines, rows in tables]
    data[LINEAGE[1]] = arrow.integers(np.concatenate([np.zeros(0, dtype=np.int64), *numbers]))
    data[LINEAGE[2]] = _texts([rows.source for _, rows in tables])
    return _with_keys(pa.table(data), [rows for _, rows in tables], template, previous)


def _with_keys(
    table: pa.Table, rows: Sequence[Rows], template: Template, previous: RawLines | None
) -> pa.Table:
    """*table* with the key of each row's line before the lineage."""
    first = np.cumsum([0, *(int(one.lines.max(initial=-1)) + 1 for one in rows)])
    numbers = [one.lines + start for one, start in zip(rows, first, strict=False)]
    _, row_line = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *numbers]), return_inverse=True)
    lines = lines_of(table, template, additive_names(template), row_line.reshape(-1))
    keys = line_keys.new_keys(lines) if previous is None else line_keys.carried_keys(lines, previous)
    names = Texts.of(keys)
    column = arrow.dictionary(names.codes[lines.row_line], names.names)
    if LINE_KEY in table.column_names:  # a template's own field of this name
        table = table.drop_columns([LINE_KEY])
    return table.add_column(table.num_columns - len(LINEAGE), LINE_KEY, column)


def _joined(field: Field, pieces: Sequence[Values | None], sizes: Sequence[int]) -> Any:
    """The tables' pieces of one field; where a table has none, blanks."""
    if field.type in ("text", "id"):
        return _texts(
            [
                p if isinstance(p, Texts) else Texts(np.full(n, -1, dtype=np.int64), ())
                for p, n in zip(pieces, sizes, strict=True)
            ]
        )
    blank = np.datetime64("NaT", "D") if field.type == "date" else np.nan
    kind = "datetime64[D]" if field.type == "date" else "float64"
    arrays = [
        np.full(n, blank, dtype=kind)
        if p is None or isinstance(p, Texts)
        else np.asarray(p).astype(kind, copy=False)
        for p, n in zip(pieces, sizes, strict=True)
    ]
    joined = arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
    return arrow.days(joined) if field.type == "date" else arrow.floats(joined)


def _texts(texts: Sequence[Texts]) -> Any:
    """The texts of all tables, each different one kept once."""
    if len(texts) == 1:
        return arrow.dictionary(texts[0].codes, texts[0].names)
    names = tuple(dict.fromkeys(name for t in texts for name in t.names))
    place = {name: i for i, name in enumerate(names)}
    codes = [np.array([place[n] for n in t.names] + [-1], dtype=np.int32)[t.codes] for t in texts]
    return arrow.dictionary(np.concatenate([np.zeros(0, dtype=np.int32), *codes]), names)
