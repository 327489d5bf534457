"""CSV, TSV and other text tables: which sign separates the cells, and the cells, all as text.

Numbers and dates stay as written: what '1.234' means is decided by its whole column, later.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

from worker.errors import FileProblem
from worker.findings.files import QUOTE_NOT_CLOSED
from worker.plans.files import sheet_choice
from worker.plans.files.encodings import decode, refuse_binary
from worker.plans.files.lost_signs import without_lost_signs
from worker.plans.files.preflight import LAST_COLUMN
from worker.settings import Settings
from worker.shapes.finding import Finding
from worker.shapes.grid import Book, Cell, Grid

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 262_144
"""Characters at the start that tell the delimiter."""
PIECE = 1 << 20
"""Characters cut into lines at a time: cutting takes four bytes for each."""
LONGEST_LINE = 8 << 20
"""Characters of a line; a longer one is no row of a table."""
MOST_ROWS = 1_500_000
"""Lines down to the last that is not empty, half as many again as a sheet has: each takes some 90 bytes, its cells apart."""
MOST_LINES = 20_000_000
"""Lines of a file, empty ones included."""
MOST_BYTES = 4
"""Bytes of a character."""
_SAMPLE_ROWS = 200
_LEAST = 0.2
"""Below this no sign separates anything: the file has one column."""


def read_text(data: bytes, path: Path, *, settings: Settings, sheets: Sequence[str] | None = None) -> Book:
    """The one sheet of a text table, named as Excel names it: after the file."""
    sheet_choice.choose([path.stem], sheets)
    plain = decode(data)
    text, announced = _first_line_sign(plain.text)
    delimiter = announced or delimiter_of(
        text, expected="\t" if path.suffix.lower() in (".tsv", ".tab") else None
    )
    rows, findings = _rows(text, delimiter, settings.max_cells)
    _trim(rows)
    if not rows:
        raise FileProblem(
            "There are no values in the file.", "Check that this is the right file.", code="no-values"
        )
    findings += without_lost_signs(rows)
    width = max(map(len, rows))
    for row in rows:
        row.extend([None] * (width - len(row)))
    return Book(
        name=path.name,
        sheets=(Grid(sheet=path.stem, cells=rows),),
        findings=(*plain.findings, *findings),
        delimiter=delimiter,
        encoding=plain.encoding,
    )


def check(file: BinaryIO) -> None:
    """Look through *file* before it is held in memory: no text, a line or a number of lines that no table has."""
    file.seek(0)
    waiting = lines = 0
    for piece in iter(lambda: file.read(PIECE), b""):
        if file.tell() == PIECE:  # of a smaller file the whole text is looked at
            refuse_binary(piece)
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        waiting = len(piece) - end - 1 if end >= 0 else waiting + len(piece)
        lines += piece.count(b"\n")
        if waiting > MOST_BYTES * LONGEST_LINE:
            raise _too_long()
        if lines > MOST_LINES:
            raise _too_large(f"{MOST_LINES:,} lines")
    file.seek(0)


def delimiter_of(text: str, *, expected: str | None = None) -> str:
    """The sign that cuts the first rows into equally many cells; *expected* wins a near draw.

    >>> delimiter_of("name;cost\\nA;1,5\\nB;2,5")
    ';'
    """
    scores: dict[str, float] = {}
    for delimiter in DELIMITERS:
        # Cut from whole lines: a quoted cell that runs over the end spoils one row of many.
        reader = csv.reader(_lines(text[:SAMPLE]), delimiter=delimiter)
        widths: list[int] = []
        with suppress(csv.Error):
            widths.extend(len(row) for row in islice(reader, _SAMPLE_ROWS) if any(row))
        scores[delimiter] = _score(widths) + (0.1 if delimiter == expected else 0)
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] >= _LEAST else expected or ","


def _score(widths: list[int]) -> float:
    """How evenly rows are cut, and into how many cells; title lines above a table count for little."""
    cut = Counter(width for width in widths if width > 1)
    if not cut:
        return 0.0
    width, rows = max(cut.items(), key=lambda item: (item[1], item[0]))
    return rows / len(widths) * (1 - 1 / width)


def _first_line_sign(text: str) -> tuple[str, str | None]:
    """Excel's own first line 'sep=;' names the sign, and is no row."""
    end = text.find("\n", 0, 16) + 1
    first = text[:end]
    statement = first.strip().strip('"')
    if statement[:4].lower() == "sep=" and len(statement) == 5 and statement[4] not in '"\r\n':
        return text[end:], statement[4]
    if first.rstrip("\r\n").lower() == "sep=\t":
        return text[end:], "\t"
    return text, None


def _rows(text: str, delimiter: str, max_cells: int) -> tuple[list[list[Cell]], tuple[Finding, ...]]:
    try:
        return _parse(text, delimiter, max_cells, strict=True), ()
    except csv.Error as error:
        unclosed = "end of data" in str(error) or "field larger" in str(error)
    if not unclosed:
        try:
            return _parse(text, delimiter, max_cells, strict=False), ()
        except csv.Error:
            pass
    try:
        return _parse(text, delimiter, max_cells, quoting=csv.QUOTE_NONE), (QUOTE_NOT_CLOSED.at(),)
    except csv.Error:
        raise _too_long() from None


def _too_long() -> FileProblem:
    return FileProblem(
        "A line is too long for a table.", "Check that this is the right file.", code="not-a-table"
    )


def _too_large(what: str) -> FileProblem:
    return FileProblem(
        f"The table has more than {what}.", "Save the part you need as its own file.", code="used-area"
    )


def _parse(
    text: str,
    delimiter: str,
    max_cells: int,
    *,
    strict: bool = False,
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL,
) -> list[list[Cell]]:
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=strict, quoting=quoting)
    return list(_check_rows(reader, max_cells))


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, cut piece by piece."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + PIECE) + 1 or text.find("\r", at + PIECE) + 1 or len(text)
        if end - at > LONGEST_LINE:
            raise _too_long()
        yield from io.StringIO(text[at:end], newline="")
        at = end


def _check_rows(reader: Iterator[list[str]], max_cells: int) -> Iterator[list[Cell]]:
    width = 0
    blank: list[Cell] = []
    for number, row in enumerate(reader, 1):
        width = max(width, len(row))
        if width > LAST_COLUMN and any(row[LAST_COLUMN:]):
            raise FileProblem(
                f"The table has {width:,} columns, more than the {LAST_COLUMN:,} of a sheet.",
                "Check that this is the right file, and which sign separates its cells.",
                code="too-many-columns",
            )
        if number * width > max_cells:
            raise FileProblem(
                f"The table has more than {max_cells:,} cells.",
                "Save the part you need as its own file, or raise the setting `max_cells`.",
                code="used-area",
            )
        if not any(row):
            yield blank  # one and the same list, however many empty lines there are
            continue
        if number > MOST_ROWS:
            raise _too_large(f"{MOST_ROWS:,} lines")
        yield [cell or None for cell in row]


def _trim(rows: list[list[Cell]]) -> None:
    """Take empty rows off the end, and the columns that are empty in every row."""
    while rows and not any(map(_holds_text, rows[-1])):
        rows.pop()
    width = max((_last(row) for row in rows), default=0)
    for row in rows:
        del row[width:]


def _last(row: list[Cell]) -> int:
    at = len(row)
    while at and not _holds_text(row[at - 1]):
        at -= 1
    return at


def _holds_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.isspace()
