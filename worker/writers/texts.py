"""Changes to the texts of Arrow tables, each different text once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from worker.values import arrow


class WithTexts:
    """*change* made to the texts of tables, which are dictionaries, and to the names of their columns.

    The pieces of one table share their dictionaries, which are changed once; one in whose UTF-8 nothing is *suspect*
    has no text to change.
    """

    def __init__(self, change: Callable[[str], str], suspect: re.Pattern[bytes]) -> None:
        self._change = change
        self._suspect = suspect
        self._changes: dict[str, tuple[pa.Array[Any], pa.Array[Any]]] = {}

    def __call__(self, table: pa.Table) -> pa.Table:
        """*table* with the changes."""
        columns = [self._changed(name, table[name]) for name in table.column_names]
        return pa.table(columns, [self._change(name) for name in table.column_names])

    def _changed(self, name: str, column: pa.ChunkedArray[Any]) -> pa.Array[Any] | pa.ChunkedArray[Any]:
        whole = column.combine_chunks()
        if not isinstance(whole, pa.DictionaryArray):
            return column
        before, after = self._changes.get(name, (None, None))
        if before is None or after is None or not _is_same(before, whole.dictionary):
            before = after = whole.dictionary
            if any(buffer and self._suspect.search(buffer) for buffer in before.buffers()[2:]):
                after = arrow.strings([self._change(str(text)) for text in before.to_pylist()])
            self._changes[name] = before, after
        return pa.DictionaryArray.from_arrays(whole.indices, after)


def _is_same(one: pa.Array[Any], other: pa.Array[Any]) -> bool:
    """Whether two arrays are the same bytes in memory; both are alive, so that no address is used again."""
    return len(one) == len(other) and [b and b.address for b in one.buffers()] == [
        b and b.address for b in other.buffers()
    ]
