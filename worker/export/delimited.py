"""CSV that spreadsheets open as it is: UTF-8 with its mark, commas, ISO dates, text never a formula."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pc

from worker.export.texts import with_texts

if TYPE_CHECKING:
    from worker.raw_data import RawData

BOM = b"\xef\xbb\xbf"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes text that starts so for a formula, or hides what stands before one."""


def write_csv(raw: RawData, path: Path) -> None:
    """Write the raw data alone; findings and reconciliation belong to the command's answer.

    Raises:
        OSError: the file can't be written.
    """
    table = with_texts(raw.table, harmless)
    with pa.OSFile(str(path), "wb") as file:
        file.write(BOM)
        pc.write_csv(table, file)


def harmless(text: str) -> str:
    """*text* with a leading ' where it would be taken for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
