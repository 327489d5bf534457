"""How rows of cells travel from the child process: blocks of columns, marshalled, dates as ISO text.

Never pickle: what comes out of a hostile file must not be able to name code.
A block is `(rows, [column, ...])`; a column is a tuple whose first item says how it is written.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypedDict, TypeGuard, TypeVar

from worker.plans.files.preflight import MEGABYTE
from worker.shapes.blocks import RepeatedTexts
from worker.shapes.grid import Cell

PLAIN: Final = 0
FLOATS: Final = 1
DATES: Final = 2
DATETIMES: Final = 3
MIXED: Final = 4
BLANK: Final = 5
CODED: Final = 6
NUMERALS: Final = 7
Tag = tuple[int, str, str]
"""Place, kind and text of a time among other cells; the text of a length is its microseconds."""
Packed = (
    tuple[Literal[0], Sequence[Cell]]
    | tuple[Literal[1], bytes]
    | tuple[Literal[2], list[str]]
    | tuple[Literal[3], list[str]]
    | tuple[Literal[4], list[Cell], list[Tag]]
    | tuple[Literal[5]]
    | tuple[Literal[6], list[str | None], bytes]
    | tuple[Literal[7], bytes]
)
"""A column as marshal takes it; the first item says how it is written.

`CODED` are a few texts and the place of each cell's, `NUMERALS` numbers as the file writes them, each on a line.
"""


class Job(TypedDict):
    """What the child is told to read."""

    max_mb: int
    max_cells: int
    seconds: int
    sheets: list[str] | None
    careful: bool


def memory_limit(job: Job) -> int:
    """Bytes a child may address: the interpreter, the file unpacked a few times, and its largest grid twice."""
    return 512 * MEGABYTE + 4 * job["max_mb"] * MEGABYTE + 96 * job["max_cells"]


class Facts(TypedDict, total=False):
    """What is said of a sheet beside its values; places are `row << 16 | column`, from 1."""

    used: tuple[int, int]
    """Height and width of the cells that hold something."""
    cut: int
    """Texts that were too long."""
    merges: list[tuple[int, int, int, int]]
    more_merges: bool
    styles: bytes
    """Eight bytes a cell: `place << 16 | style`."""
    formats: dict[str, str]
    fills: dict[str, str]
    struck: list[str]
    """Styles that strike text out."""
    formulas: dict[int, str]
    uncalculated: list[int]
    errors: dict[int, str]
    hidden_rows: list[int]
    hidden_columns: list[tuple[int, int]]
    detailed_to: int
    """The last row with formats, fills and formula texts, where not all of them were read."""


Message = (
    tuple[Literal["sheets"], list[str], list[bool]]
    | tuple[Literal["rows"], int, list[Packed]]
    | tuple[Literal["sheet"], Facts]
    | tuple[Literal["problem"], str, str, str]
    | tuple[Literal["memory", "end"]]
)
BLOCK = 2_048
"""Rows of a block, or a few more: small enough that writing one and reading the one before overlap."""

LONGEST_TEXT = 131_072
"""Characters of a cell: four times what Excel takes, and what a text table may have in one."""

_MARSHALLED = frozenset({str, float, int, bool, type(None)})
_MICROSECOND = timedelta(microseconds=1)
T = TypeVar("T", bound=Cell)


def cut(column: Sequence[Cell]) -> tuple[Sequence[Cell], int]:
    """The column with no text longer than `LONGEST_TEXT`, and how many were."""
    try:
        longest = max(map(len, column), default=0)  # type: ignore[arg-type]  # nearly always all are texts, or the first is none
    except TypeError:
        longest = max([len(cell) for cell in column if type(cell) is str], default=0)
    if longest <= LONGEST_TEXT:
        return column, 0
    short = [cell[:LONGEST_TEXT] if type(cell) is str else cell for cell in column]
    return short, sum(type(cell) is str and len(cell) > LONGEST_TEXT for cell in column)


def pack(column: Sequence[Cell]) -> Packed:
    """One column as marshal can take it; '' becomes None, and a float that is no number text."""
    if isinstance(column, array) and math.isfinite(sum(column)):
        return FLOATS, column.tobytes()
    kinds = set(map(type, column))
    if _holds_only(column, kinds, float) and math.isfinite(sum(column)):
        return FLOATS, array("d", column).tobytes()
    if _holds_only(column, kinds, date):
        return DATES, list(map(date.isoformat, column))
    if _holds_only(column, kinds, datetime):
        return DATETIMES, [cell.isoformat() for cell in column]
    if str in kinds and kinds <= {str, type(None)}:
        return pack_texts(column, dict.fromkeys(column))
    if kinds <= _MARSHALLED and float not in kinds:
        return PLAIN, [None if cell == "" else cell for cell in column]
    return _pack_mixed(column)


def _holds_only(column: Sequence[Cell], kinds: set[type], kind: type[T]) -> TypeGuard[Sequence[T]]:
    """Whether all cells of a column, whose types are *kinds*, are of one type."""
    return kinds == {kind}


def pack_numerals(column: Sequence[str]) -> Packed:
    """Numbers that are still texts, none of them blank."""
    return NUMERALS, ("\n".join(column) + "\n").encode()


def pack_texts(column: Sequence[Cell], texts: Collection[Cell]) -> Packed:
    """Texts and blanks, of which *texts* has each different one.

    Those that are repeated are written once a block, and are one object over there.
    """
    if len(texts) <= 2 and {*texts} <= {"", None}:
        return (BLANK,)
    if len(texts) > len(column) // 2:
        return PLAIN, [text or None for text in column] if "" in texts else column
    places = dict(zip(texts, range(len(texts)), strict=True))
    return (
        CODED,
        [str(text) if text else None for text in texts],
        array("I", map(places.__getitem__, column)).tobytes(),
    )


def _pack_mixed(column: Sequence[Cell]) -> Packed:
    cells: list[Cell] = []
    tags: list[Tag] = []
    for at, cell in enumerate(column):
        if isinstance(cell, float):
            cells.append(cell if math.isfinite(cell) else str(cell))
        elif isinstance(cell, (date, time, timedelta)):
            cells.append(None)
            tags.append((at, *_tag(cell)))
        else:
            cells.append(None if cell == "" else cell)
    return (MIXED, cells, tags) if tags else (PLAIN, cells)


def _tag(cell: date | time | timedelta) -> tuple[str, str]:
    if isinstance(cell, timedelta):
        return "s", str(cell // _MICROSECOND)
    if isinstance(cell, time):
        return "c", cell.isoformat()
    return "t" if isinstance(cell, datetime) else "d", cell.isoformat()


def unpack(packed: Packed, rows: int) -> Sequence[Cell]:
    """The column that `pack` wrote, *rows* cells long."""
    if packed[0] == FLOATS:
        floats = array("d")
        floats.frombytes(packed[1])
        return floats
    if packed[0] == NUMERALS:
        return unpack_numerals(packed[1])
    if packed[0] == DATES:
        return list(map(date.fromisoformat, packed[1]))
    if packed[0] == DATETIMES:
        return list(map(datetime.fromisoformat, packed[1]))
    if packed[0] == BLANK:
        return [None] * rows
    if packed[0] == CODED:
        codes = array("I")
        codes.frombytes(packed[2])
        return RepeatedTexts(packed[1], codes)
    if packed[0] == MIXED:
        cells = list(packed[1])
        for at, tag, text in packed[2]:
            cells[at] = _untag(tag, text)
        return cells
    return packed[1]


def unpack_numerals(lines: bytes) -> Sequence[Cell]:
    """The numbers on the *lines*; what is none ('1-2') stays text, one beyond all that a float holds as well."""
    texts = lines.decode().split()
    try:
        floats = array("d", map(float, texts))
    except ValueError:
        return [_number(text) for text in texts]
    return floats if math.isfinite(sum(floats)) else [_number(text) for text in texts]


def _number(text: str) -> Cell:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else str(number)


def _untag(tag: str, text: str) -> Cell:
    if tag == "d":
        return date.fromisoformat(text)
    if tag == "t":
        return datetime.fromisoformat(text)
    return time.fromisoformat(text) if tag == "c" else timedelta(microseconds=int(text))


def holds_something(cell: Cell) -> bool:
    """Whether a cell holds something to see."""
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())
