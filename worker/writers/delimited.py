"""CSV that spreadsheets open as it is: UTF-8 with its mark, commas, ISO dates, text never a formula."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pc

from worker.values import arrow
from worker.writers.texts import WithTexts

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData, RowSource

BOM = b"\xef\xbb\xbf"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes text that starts so for a formula, or hides what stands before one; wide signs count in Japan."""
UNSEEN = " \u00a0\u200b\u2060\ufeff"
"""What a spreadsheet may drop from the start of a text."""
_FURTHER_IN = re.compile(r"([;\t\r\n]\s*)(?=[=@＝＠]|[-+－＋]\w)")
"""A formula in a text's middle: where ; separates cells, as in most of Europe, our quotation marks do not hold it."""

SUSPECT = re.compile("|".join(map(re.escape, FORMULA_STARTS)).encode())
"""What a text must have somewhere to be changed: both rules are about these signs."""

PIECE = 1 << 12
"""Rows written at a time."""


def write_csv(raw: RawData, path: Path) -> None:
    """Write the raw data alone; findings and reconciliation belong to the command's answer.

    Raises:
        OSError: the file can't be written.
    """
    with open(path, "wb") as file:  # not by pyarrow, which takes no name that is no UTF-8
        file.write(BOM)
        for piece in _pieces(raw.rows):
            file.write(piece)


def _pieces(rows: RowSource) -> Iterator[pa.Buffer]:
    """The file's text, written by all processors a few thousand rows each, in order; a few pieces wait at a time."""
    processors = os.cpu_count() or 1
    waiting: deque[Future[pa.Buffer]] = deque()
    with_texts, header = WithTexts(harmless, SUSPECT), True
    with ThreadPoolExecutor(processors) as pool:
        for table in map(with_texts, rows.pieces()):
            for first in range(0, max(table.num_rows, header), PIECE):
                waiting.append(pool.submit(_text, table.slice(first, PIECE), header))
                header = False
                if len(waiting) > processors:
                    yield waiting.popleft().result()
        for piece in waiting:
            yield piece.result()


def _text(table: pa.Table, header: bool) -> pa.Buffer:
    # Plain text is written faster than dictionaries, the turning included.
    pool = pa.system_memory_pool()  # Arrow's own keeps 50 MB of the pieces in each of its threads
    plain = [arrow.cast(c, pa.string(), pool) if pa.types.is_dictionary(c.type) else c for c in table.columns]
    buffer = pa.BufferOutputStream(pool)
    options = pc.WriteOptions(include_header=header, batch_size=PIECE)
    pc.write_csv(pa.table(plain, table.column_names), buffer, options, pool)
    return buffer.getvalue()


def harmless(text: str) -> str:
    """*text* with a ' before whatever would be taken for a formula."""
    quoted_text = _FURTHER_IN.sub(r"\1'", text)
    return f"'{quoted_text}" if text.lstrip(UNSEEN).startswith(FORMULA_STARTS) else quoted_text
