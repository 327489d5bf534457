"""CSV that spreadsheets open as it is: UTF-8 with its mark, commas, ISO dates, text never a formula."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from worker.writers.csv_text import CsvText

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData

BOM = b"\xef\xbb\xbf"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes text that starts so for a formula, or hides what stands before one; wide signs count in Japan."""
UNSEEN = " \u00a0\u200b\u2060\ufeff"
"""What a spreadsheet may drop from the start of a text."""
_FURTHER_IN = re.compile(r"([;\t\r\n]\s*)(?=[=@＝＠]|[-+－＋]\w)")
"""A formula in a text's middle: where ; separates cells, as in most of Europe, our quotation marks do not hold it."""

SUSPECT = re.compile("|".join(map(re.escape, FORMULA_STARTS)).encode())
"""What a text must have somewhere to be changed: both rules are about these signs."""


def write_csv(raw: RawData, path: Path) -> None:
    """Write the raw data alone; findings and reconciliation belong to the command's answer.

    Raises:
        OSError: the file can't be written.
    """
    with open(path, "wb") as file:
        file.write(BOM)
        texts = CsvText(harmless, SUSPECT)
        for number, piece in enumerate(raw.rows.levels()):
            if number == 0:
                file.write(texts.head(piece.names))
            file.write(texts.lines(piece))


def harmless(text: str) -> str:
    """*text* with a ' before whatever would be taken for a formula."""
    quoted_text = _FURTHER_IN.sub(r"\1'", text)
    return f"'{quoted_text}" if text.lstrip(UNSEEN).startswith(FORMULA_STARTS) else quoted_text
