"""Raw data as the text of a CSV file, the same as Arrow's own writer makes, in half of the time.

That one formats the days and the names of a line again for each of its periods. Here what a line or a period has is put
together once, and repeated as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import pyarrow as pa

from worker.values import arrow
from worker.values.arrow import ArrowArray

if TYPE_CHECKING:
    from worker.shapes.raw_data import RowPiece

_MARK = re.compile(b'"')


class CsvText:
    """The text of pieces with the same columns; *change* is made to texts in whose UTF-8 something is *suspect*.

    Pieces share their dictionaries, which are gone through once.
    """

    def __init__(self, change: Callable[[str], str], suspect: re.Pattern[bytes]) -> None:
        self._change, self._suspect = change, suspect
        self._dictionaries: dict[str, tuple[ArrowArray, ArrowArray]] = {}
        """By column the last dictionary, and its texts as cells."""

    def head(self, names: Sequence[str]) -> bytes:
        """The first line; nothing where there are no columns."""
        if not names:
            return b""
        return ",".join(_quoted(self._change(name)) for name in names).encode(errors="replace") + b"\n"

    def lines(self, piece: RowPiece) -> pa.Buffer:
        """The line of each row."""
        if not piece.names:
            return pa.py_buffer(b"")
        level_of = {name: level for level in piece.levels for name in level.columns}
        parts: list[ArrowArray] = []
        for _, group in groupby(piece.names, key=lambda name: id(level_of[name])):
            names = [*group]
            level = level_of[names[0]]
            cells = arrow.joined([self._cells(name, level.columns[name]) for name in names], ",")
            if names[-1] == piece.names[-1]:
                cells = arrow.joined([cells, arrow.strings_of("\n" * len(cells), 1)], "")
            parts.append(cells if level.rows is None else arrow.take(cells, level.rows))
        return arrow.text_of(arrow.joined(parts, ","))

    def _cells(self, name: str, column: ArrowArray) -> ArrowArray:
        """The cells of a column as text."""
        if pa.types.is_string(column.type):
            column = arrow.dictionary(column)
        if not isinstance(column, pa.DictionaryArray):
            return arrow.cast(column, pa.string())
        before, cells = self._dictionaries.get(name, (None, None))
        if before is None or not _is_same(before, column.dictionary):
            cells = self._of_texts(column.dictionary)
            self._dictionaries[name] = column.dictionary, cells
        return arrow.take(cells, column.indices)

    def _of_texts(self, texts: ArrowArray) -> ArrowArray:
        if any(data and (self._suspect.search(data) or _MARK.search(data)) for data in texts.buffers()[2:]):
            return arrow.strings([_quoted(self._change(str(text))) for text in texts.to_pylist()])
        mark = arrow.strings_of('"' * len(texts), 1)
        return arrow.joined([mark, texts, mark], "")


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _is_same(one: ArrowArray, other: ArrowArray) -> bool:
    """Whether two arrays are the same bytes in memory; both are alive, so that no address is used again."""
    return len(one) == len(other) and [b and b.address for b in one.buffers()] == [
        b and b.address for b in other.buffers()
    ]
