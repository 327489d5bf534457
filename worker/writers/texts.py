"""Changes to the texts of an Arrow table, each different text once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from worker.values import arrow


def with_texts(table: pa.Table, change: Callable[[str], str]) -> pa.Table:
    """*table* with *change* made to its texts, which are dictionaries, and to the names of its columns."""
    changed = [_changed(column, change) for column in table.columns]
    return pa.table(changed, [change(name) for name in table.column_names])


def _changed(
    column: pa.ChunkedArray[Any], change: Callable[[str], str]
) -> pa.Array[Any] | pa.ChunkedArray[Any]:
    whole = column.combine_chunks()
    if not isinstance(whole, pa.DictionaryArray):
        return column
    texts = arrow.strings([change(str(text)) for text in whole.dictionary.to_pylist()])
    return pa.DictionaryArray.from_arrays(whole.indices, texts)
