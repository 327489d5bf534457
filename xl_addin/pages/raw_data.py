"""The Raw data sheet: the flat table, every text as text, numbers and dates typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from worker.errors import UsageError
from worker.shapes.json import Json
from xl_addin.looks import BODY, HEADER, airy, heading, look, to_the_right
from xl_addin.pages import page
from xl_addin.pages.page import LINEAGE, RAW_DATA

if TYPE_CHECKING:
    from xlwings import Book, Sheet

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""
PART = 20_000
"""Rows a write: one call, and no more memory than that takes."""
FORMATS = {
    "date": "yyyy-mm-dd",
    "money": f"#,##0.00{page.NUMBER}",
    "percent": f"0.00%{page.NUMBER}",
    "number": f"#,##0.00{page.NUMBER}",
}
WHOLE, PLAIN, TEXT = f"#,##0{page.NUMBER}", "0", "@"
CENTRED = (FORMATS["date"], PLAIN)
NARROW, WIDE, SAMPLE = 12.0, 42.0, 1_000


@dataclass(frozen=True, slots=True)
class RawData:
    """A table as the worker sends it: column names, rows of JSON values, field types by column."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | float | None]]
    types: Mapping[str, str]


def of_answer(answer: Json) -> RawData:
    """The table in the answer of `export`."""
    return RawData(tuple(answer["columns"]), answer["data"], answer.get("types") or {})


def write(book: Book, raw: RawData) -> Sheet:
    """Write the sheet; one that is there keeps its place, so that formulas and pivots on it go on.

    Raises:
        UsageError: more rows than a sheet has.
    """
    if len(raw.rows) > MOST_ROWS:
        raise UsageError(
            f"The raw data has {len(raw.rows):,} rows, more than a sheet holds.",
            "Write it to a file: mediamapper export PLAN -o raw.parquet.",
        )
    sheet = page.find(book, RAW_DATA)
    if sheet is None:
        sheet = page.fresh(book, RAW_DATA)
    else:
        sheet.clear()
    if not raw.columns:
        return sheet
    kinds = [_kind(raw, at) for at in range(len(raw.columns))]
    page.text(sheet.range((1, 1), (1, len(raw.columns))), [raw.columns])
    heading(sheet.range((1, 1), (1, len(raw.columns))), HEADER)
    if raw.rows:
        _write_rows(sheet, raw, kinds)
    page.widths(sheet, [_width(raw, at, kind) for at, kind in enumerate(kinds)])
    page.freeze(sheet, 1)
    return sheet


def _write_rows(sheet: Sheet, raw: RawData, kinds: Sequence[str]) -> None:
    last, width = len(raw.rows) + 1, len(raw.columns)
    for at, kind in enumerate(kinds, 1):
        sheet.range((2, at), (last, at)).number_format = kind
    converted = [_value(kind) for kind in kinds]
    for first in range(0, len(raw.rows), PART):
        part = raw.rows[first : first + PART]
        block = sheet.range((first + 2, 1), (first + 1 + len(part), width))
        block.value = [[change(cell) for change, cell in zip(converted, row, strict=True)] for row in part]
    body = sheet.range((2, 1), (last, width))
    look(body, BODY)
    airy(body)
    for at, kind in enumerate(kinds, 1):
        if kind in CENTRED:
            sheet.range((1, at), (last, at)).horizontal_alignment = "center"
        elif kind != TEXT:
            sheet.range((1, at)).horizontal_alignment = "right"
            to_the_right(sheet.range((2, at), (last, at)))


def _kind(raw: RawData, at: int) -> str:
    """The number format of a column."""
    name = raw.columns[at]
    values = [row[at] for row in raw.rows]
    if name in LINEAGE:
        return PLAIN if all(isinstance(v, int) for v in values) and values else TEXT
    stated = raw.types.get(name, "")
    if any(isinstance(v, str) for v in values):
        return FORMATS["date"] if stated == "date" else TEXT
    if stated == "number" and all(v is None or float(v).is_integer() for v in values):
        return WHOLE
    return FORMATS.get(stated, TEXT)


def _value(kind: str) -> Callable[[object], object]:
    if kind == FORMATS["date"]:
        return lambda cell: datetime.fromisoformat(cell) if isinstance(cell, str) else cell
    if kind == TEXT:
        return lambda cell: None if cell is None else page.cut(str(cell))
    return lambda cell: cell


def _width(raw: RawData, at: int, kind: str) -> float:
    longest = max((len(str(row[at])) for row in raw.rows[:SAMPLE] if row[at] is not None), default=0)
    letters = max(len(raw.columns[at]) + 3, longest + 3 if kind == TEXT else NARROW)
    return min(float(letters), WIDE)
