"""A sheet as it was read: cells, merges, formats, and how a cell and a column are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time

from worker.lazy_dataclass import dataclass
from worker.shapes.blocks import Block, Blocks, Cell, blocks_of, joined, texts_in
from worker.shapes.finding import Finding
from worker.text import where_alike

__all__ = ["Book", "Cell", "Grid", "Merge", "cell_text", "column_letter", "column_number", "samples_of"]


def column_letter(number: int) -> str:
    """1 -> 'A', 28 -> 'AB'."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """'A' -> 1, 'AB' -> 28; ValueError for anything but Latin letters."""
    number = 0
    for letter in letters.strip().upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"not a column: {letters!r}")
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; both corners belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: values from A1 on, all rows of one length, with what the layout needs beside the values.

    `cells` is kept as read: merged ranges hold their value in the first cell only.
    """

    sheet: str
    cells: Sequence[Sequence[Cell]]
    """Rows; those of a tall sheet are `Blocks`, which make each when it is asked for."""
    merges: tuple[Merge, ...] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Number format by (row, column), where it is not General."""
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Fill colour 'RRGGBB' by (row, column), where there is one that is not white."""
    struck: frozenset[tuple[int, int]] = frozenset()
    """Cells whose text is struck out."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    """Cells with a formula and no stored result: they read as empty, which must be said."""
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Error cells, for example '#REF!'."""
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Formula text by (row, column) where it was read; SUM ranges tell totals."""

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """Columns."""
        if isinstance(self.cells, Blocks):
            return self.cells.width
        return len(self.cells[0]) if self.cells else 0

    def at(self, row: int, column: int) -> Cell:
        """The value of one cell; None outside the grid."""
        cells = self.cells
        if isinstance(cells, Blocks):
            inside = 1 <= row <= len(cells) and 1 <= column <= cells.width
            return cells.at(row - 1, column - 1) if inside else None
        if 1 <= row <= len(cells) and 1 <= column <= len(cells[row - 1]):
            return cells[row - 1][column - 1]
        return None

    def blocks(self, first_row: int = 1, last_row: int | None = None) -> Sequence[Block]:
        """The rows from the first to the last, their cells by column, some thousand rows at a time."""
        return blocks_of(self.cells, first_row - 1, self.height if last_row is None else last_row)

    def pieces(self, column: int) -> Iterator[Sequence[Cell]]:
        """A column from top to bottom, some thousand rows at a time; numbers alone are an array of floats."""
        if isinstance(self.cells, Blocks):
            return self.cells.column(column - 1)
        return iter([[row[column - 1] for row in self.cells]])

    def column(self, column: int) -> Sequence[Cell]:
        """A column from top to bottom."""
        return joined(list(self.pieces(column)))

    def texts_where(self, column: int, test: Callable[[str], bool]) -> list[str]:
        """The different texts of a column that *test* holds for, which asks whether there are digits and not which."""
        if isinstance(self.cells, Blocks):
            return self.cells.texts_where(column - 1, test)
        return where_alike(texts_in(self.pieces(column)), test)

    def picked(self, column: int, rows: Sequence[int]) -> Sequence[Cell]:
        """The cells of a column in *rows*, which ascend; an array of floats where a tall sheet has nothing else there."""
        return joined(self.picked_pieces(column, rows))

    def picked_pieces(self, column: int, rows: Sequence[int]) -> list[Sequence[Cell]]:
        """The same as it is kept, some thousand rows at a time."""
        if column > self.width:
            return [[None] * len(rows)]
        if isinstance(self.cells, Blocks):
            return self.cells.picked(column - 1, rows)
        return [[self.cells[row - 1][column - 1] for row in rows]]


@dataclass(frozen=True, slots=True)
class Book:
    """A file as it was read: its sheets in order, and what the reader has to say about it."""

    name: str
    sheets: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None


def samples_of(values: Sequence[Cell], limit: int = 8) -> tuple[str, ...]:
    """Up to *limit* different values, in order, as text; blanks left out."""
    samples: dict[str, None] = {}
    for value in values:
        if value is None or value == "":
            continue
        samples.setdefault(cell_text(value))
        if len(samples) == limit:
            break
    return tuple(samples)


def cell_text(value: Cell) -> str:
    """A cell's value as a person would see it: 3.0 as '3', a midnight as its day."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
