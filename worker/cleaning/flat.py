"""Rows -> the flat table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from worker.cleaning.lines import Lines, Texts
from worker.cleaning.periods.rows import Rows, Values
from worker.shapes.raw_data import LINEAGE
from worker.shapes.template import Field, Template
from worker.values import arrow


def table_of(tables: Sequence[tuple[Lines, Rows]], template: Template) -> pa.Table:
    """One table for all: the template's fields that occur, in its order, then where each row came from."""
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
    return pa.table(data)


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
