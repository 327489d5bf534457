"""A workbook of raw data: a summary, the rows, the checks, and where the plan's numbers went; every text as text."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from worker.writers.sheets import checks, fates, flighting, raw_data, reconciliation, summary
from worker.writers.sheets.dress import TEXT_IS_TEXT, Dress

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData
    from worker.shapes.summary import Summary


def write_xlsx(raw: RawData, path: Path, short: Summary | None = None) -> None:
    """Write the workbook; the summary and the flighting only where *short* says what the export comes to.

    Raises:
        OSError: the file can't be written.
    """
    buffer = io.BytesIO()
    with TemporaryDirectory(prefix=".mediamapper-", dir=path.parent) as scratch:
        book = Workbook(buffer, TEXT_IS_TEXT | {"constant_memory": True, "tmpdir": scratch})
        try:
            book.set_properties(
                {"title": f"Raw data ({raw.template.name})", "comments": "Made by MediaMapper"}
            )
            _write_sheets(Dress(book), raw, short)
            book.close()
        except XlsxWriterException as error:
            raise OSError(str(error)) from error
    # A zip that fails half-way on the disk complains once more when it is collected; bytes in memory do not.
    path.write_bytes(buffer.getbuffer())


def _write_sheets(book: Dress, raw: RawData, short: Summary | None) -> None:
    if short:
        summary.write(book, short, raw.accounts)
    raw_data.write(book, raw)
    if short and short.flighting:
        flighting.write(book, short.flighting, short.channel_colours)
    checks.write(book, raw.findings)
    reconciliation.write(book, raw.totals)
    fates.write(book, raw.fate_maps)
