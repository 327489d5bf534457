"""A workbook with the raw data, the checks and the reconciliation; every text is written as text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.worksheet import Worksheet

from worker.shapes.finding import Finding, Total
from worker.shapes.template import Field
from worker.values import arrow

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData, Value

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header; more go on further sheets."""
LONGEST_TEXT = 32_767
DAY_1970 = 25_569
"""The day from which Arrow counts, as Excel counts."""
_SAMPLE = 1_000
_FONT = {"font_name": "Calibri", "font_size": 10}
_OPTIONS: dict[str, object] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": _FONT,
}
_HEADER = {**_FONT, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "vcenter"}
_SEVERITY = {"error": "#F8CBAD", "warning": "#FFE699", "note": "#E7E6E6"}
_FORMATS = {
    "date": "yyyy-mm-dd",
    "money": "#,##0.00",
    "percent": "0.00%",
    "whole": "#,##0",
    "number": "#,##0.00",
}


@dataclass(frozen=True, slots=True)
class _Column:
    """One column to write: its name, width, format and its cells as plain values (None is blank)."""

    name: str
    width: float
    kind: str
    cells: Callable[[int, int], Sequence[Value]]
    """First and last row -> the values of that part."""


def write_xlsx(raw: RawData, path: Path) -> None:
    """Write the three sheets; more than `MOST_ROWS` rows continue on 'Raw data 2' and so on.

    Raises:
        OSError: the file can't be written.
    """
    buffer = io.BytesIO()
    with TemporaryDirectory(prefix=".mediamapper-", dir=path.parent) as scratch:
        book = Workbook(buffer, _OPTIONS | {"tmpdir": scratch})
        try:
            book.set_properties(
                {"title": f"Raw data ({raw.template.name})", "comments": "Made by MediaMapper"}
            )
            _raw_sheets(book, raw)
            _checks_sheet(book, raw.findings)
            _totals_sheet(book, raw.totals)
            book.close()
        except XlsxWriterException as error:
            raise OSError(str(error)) from error
    # A zip that fails half-way on the disk complains once more when it is collected; bytes in memory do not.
    path.write_bytes(buffer.getbuffer())


# ---------------------------------------------------------------- raw data


def _raw_sheets(book: Workbook, raw: RawData) -> None:
    fields = {f.name: f for f in raw.template.fields}
    columns = [_column(n, raw.table[n].combine_chunks(), fields.get(n)) for n in raw.table.column_names]
    size = raw.table.num_rows
    for number, first in enumerate(range(0, max(size, 1), MOST_ROWS), 1):
        name = "Raw data" if number == 1 else f"Raw data {number}"
        _table(book, name, columns, first, min(first + MOST_ROWS, size))


def _column(name: str, array: pa.Array[Any], field: Field | None) -> _Column:
    head = len(name) + 4
    if isinstance(array, pa.DictionaryArray):
        codes = arrow.to_numpy(array.indices, -1)
        names = [*array.dictionary.to_pylist(), None]
        longest = max((len(n) for n in names[:_SAMPLE] if n), default=0)
        return _Column(
            name,
            min(max(head, longest + 2), 42),
            "text",
            lambda a, b: [names[c] for c in codes[a:b].tolist()],
        )
    values = arrow.to_numpy(array, np.nan)
    if pa.types.is_date32(array.type):
        return _Column(name, max(head, 12), "date", _numbers(values + DAY_1970))
    if values.dtype.kind in "iu":
        return _Column(name, head, "plain", lambda a, b: values[a:b].tolist())
    kind: str = field.type if field and field.type in ("money", "percent") else "number"
    finite = values[np.isfinite(values)]
    if kind == "number" and bool((finite == np.round(finite)).all()):
        kind = "whole"
    return _Column(name, max(head, 13), kind, _numbers(values))


def _numbers(values: arrow.Array) -> Callable[[int, int], Sequence[Value]]:
    def part(first: int, last: int) -> list[float | None]:
        return [None if v != v else v for v in values[first:last].tolist()]

    return part


def _table(book: Workbook, name: str, columns: Sequence[_Column], first: int, last: int) -> None:
    """A sheet of columns: frozen header, filter, widths, formats."""
    sheet = _sheet(book, name, [(c.name, c.width) for c in columns], last - first)
    formats = {kind: book.add_format({**_FONT, "num_format": code}) for kind, code in _FORMATS.items()}
    formats["plain"] = formats["text"] = book.add_format(_FONT)
    writers = [
        (sheet.write_string if c.kind == "text" else sheet.write_number, formats[c.kind]) for c in columns
    ]
    for row, cells in enumerate(_rows(columns, first, last), 1):
        for at, value in enumerate(cells):
            if value is None:
                continue
            write, style = writers[at]
            if write(row, at, value, style) == -2:
                write(row, at, str(value)[: LONGEST_TEXT - 2] + " …", style)


def _rows(
    columns: Sequence[_Column], first: int, last: int, step: int = 20_000
) -> Iterator[tuple[Value, ...]]:
    """The rows, made a few thousand at a time."""
    for start in range(first, last, step):
        yield from zip(*(c.cells(start, min(start + step, last)) for c in columns), strict=True)


def _sheet(book: Workbook, name: str, columns: Sequence[tuple[str, float]], rows: int) -> Worksheet:
    sheet = book.add_worksheet(name)
    header = book.add_format(_HEADER)
    plain = book.add_format(_FONT)
    for at, (_, width) in enumerate(columns):
        sheet.set_column(at, at, width, plain)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})
    sheet.set_row(0, 20)
    for at, (text, _) in enumerate(columns):
        sheet.write_string(0, at, text, header)
    return sheet


# ---------------------------------------------------------------- checks and reconciliation


def _checks_sheet(book: Workbook, findings: Sequence[Finding]) -> None:
    """Errors first, then warnings, then notes."""
    heads = [("Severity", 10), ("Sheet", 18), ("Cell", 12), ("Finding", 90), ("Next step", 60), ("Code", 24)]
    sheet = _sheet(book, "Checks", heads, len(findings))
    styles = {s: book.add_format({**_FONT, "bg_color": colour}) for s, colour in _SEVERITY.items()}
    plain = book.add_format(_FONT)
    rank = {severity: i for i, severity in enumerate(_SEVERITY)}
    for row, f in enumerate(sorted(findings, key=lambda f: rank[f.severity]), 1):
        texts = (f.severity, f.sheet, f.cell, f.sentence, f.next_step, f.code)
        for at, text in enumerate(texts):
            if text:
                sheet.write_string(row, at, text[:LONGEST_TEXT], plain if at else styles[f.severity])


def _totals_sheet(book: Workbook, totals: Sequence[Total]) -> None:
    """What differs first."""
    heads = [("Result", 10), ("Measure", 20), ("Currency", 10), ("Plan", 16), ("Raw data", 16), ("Difference", 14), ("Level", 9), ("Total", 44), ("Sheet", 18), ("Cell", 10)]  # fmt: skip
    sheet = _sheet(book, "Reconciliation", heads, len(totals))
    number = book.add_format({**_FONT, "num_format": _FORMATS["money"]})
    plain = book.add_format(_FONT)
    result = {
        "differs": book.add_format({**_FONT, "bg_color": _SEVERITY["error"]}),
        "unconfirmed": book.add_format({**_FONT, "bg_color": _SEVERITY["note"]}),
        "agrees": book.add_format({**_FONT, "bg_color": "#C6E0B4"}),
    }
    rank = {word: at for at, word in enumerate(result)}
    for row, t in enumerate(sorted(totals, key=lambda t: rank[t.result]), 1):
        sheet.write_string(row, 0, t.result, result[t.result])
        for at, amount in ((3, t.plan), (4, t.raw), (5, t.difference)):
            sheet.write_number(row, at, amount, number)
        for at, text in (
            (1, t.measure),
            (2, t.currency),
            (6, t.level),
            (7, t.label),
            (8, t.sheet),
            (9, t.cell),
        ):
            if text:
                sheet.write_string(row, at, text[:LONGEST_TEXT], plain)
