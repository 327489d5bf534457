"""Rows -> the pandas frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from worker.cleaning.lines import Ints, Lines, Texts
from worker.cleaning.raw_data import LINEAGE
from worker.cleaning.rows import Rows, Values
from worker.shapes import Field, Template


def frame_of(tables: Sequence[tuple[Lines, Rows]], template: Template) -> pd.DataFrame:
    """One frame for all tables: the template's fields that occur, in its order, then where each row came from."""
    data: dict[str, object] = {}
    for field in template.fields:
        pieces = [rows.values.get(field.name) for _, rows in tables]
        if any(piece is not None for piece in pieces):
            sizes = [len(rows.lines) for _, rows in tables]
            data[field.name] = _joined(field, pieces, sizes)
    sheets = [Texts.same(lines.sheet, len(rows.lines)) for lines, rows in tables]
    data[LINEAGE[0]] = _category(sheets)
    numbers: list[Ints] = [lines.rows[rows.lines] for lines, rows in tables]
    data[LINEAGE[1]] = np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int64)
    data[LINEAGE[2]] = _category([rows.source for _, rows in tables])
    return pd.DataFrame(data, copy=False)


def _joined(field: Field, pieces: Sequence[Values | None], sizes: Sequence[int]) -> object:
    """The tables' pieces of one field; where a table has none, blanks."""
    if field.type in ("text", "id"):
        texts = [
            p if isinstance(p, Texts) else Texts(np.full(n, -1, dtype=np.int64), ())
            for p, n in zip(pieces, sizes, strict=True)
        ]
        return _category(texts)
    blank = np.datetime64("NaT", "s") if field.type == "date" else np.nan
    kind = "datetime64[s]" if field.type == "date" else "float64"
    arrays = [
        np.full(n, blank, dtype=kind) if p is None or isinstance(p, Texts) else np.asarray(p).astype(kind)
        for p, n in zip(pieces, sizes, strict=True)
    ]
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _category(texts: Sequence[Texts]) -> pd.Categorical:
    names = tuple(dict.fromkeys(name for t in texts for name in t.names))
    place = {name: i for i, name in enumerate(names)}
    codes = [np.array([place[n] for n in t.names] + [-1], dtype=np.int32)[t.codes] for t in texts]
    joined = np.concatenate(codes) if codes else np.zeros(0, dtype=np.int32)
    dtype = pd.CategoricalDtype(pd.Index(list(names), dtype="str"))
    return pd.Categorical.from_codes(joined, dtype=dtype, validate=False)
