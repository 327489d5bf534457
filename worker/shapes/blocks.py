"""The rows of a tall sheet, kept as columns some thousand rows at a time: a number takes 8 bytes and no object."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate, chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple, overload

from worker.text import at_once, digits_alike, where_alike

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell = str | float | int | bool | date | datetime | time | timedelta | None
"""What a cell holds once read; an error cell (`#N/A`) and an empty one are both None, see `Grid.errors`."""

MOST_FORMS = 4_096
"""Forms of a column's texts that are kept; of more nearly every text has its own."""


class Block(NamedTuple):
    """Some rows below one another, a column at a time."""

    height: int
    columns: Sequence[Sequence[Cell]]
    """A column that holds a number in each row is an array of floats."""


class Blocks(Sequence[list[Cell]]):
    """Rows that are made when they are asked for."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """All *blocks* have as many columns."""
        self.blocks = blocks
        self._starts = [0, *accumulate(block.height for block in blocks)]
        """The place of each block's first row, and at the end the height of all."""
        self._forms: dict[int, frozenset[str] | None] = {}
        """By column the forms of its texts with all digits alike; None where there are too many."""

    def __len__(self) -> int:
        return self._starts[-1]

    def __eq__(self, other: object) -> bool:
        """Whether the other rows are the same, whichever way they are kept."""
        if not isinstance(other, Sequence) or len(other) != len(self):
            return NotImplemented
        return all(one == row for one, row in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as that of a list

    def __iter__(self) -> Iterator[list[Cell]]:
        return chain.from_iterable(map(_rows, self.blocks))

    @overload
    def __getitem__(self, row: int) -> list[Cell]: ...
    @overload
    def __getitem__(self, row: slice) -> list[list[Cell]]: ...
    def __getitem__(self, row: int | slice) -> list[Cell] | list[list[Cell]]:
        if isinstance(row, slice):
            return [self[at] for at in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        block, start = self._block_of(row % len(self))
        return [column[row % len(self) - start] for column in block.columns]

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.blocks[0].columns)

    def at(self, row: int, column: int) -> Cell:
        """One cell, its place counted from 0."""
        block, start = self._block_of(row)
        return block.columns[column][row - start]

    def _block_of(self, row: int) -> tuple[Block, int]:
        """The block that has a row, and the place of its first."""
        at = bisect_right(self._starts, row) - 1
        return self.blocks[at], self._starts[at]

    def column(self, column: int) -> Iterator[Sequence[Cell]]:
        """A column from top to bottom, a block at a time; its place is counted from 0."""
        return (block.columns[column] for block in self.blocks)

    def texts_where(self, column: int, test: Callable[[str], bool]) -> list[str]:
        """The different texts of a column that *test* holds for, which asks whether there are digits and not which."""
        if column not in self._forms:
            self._forms[column] = self._forms_of(column)
        forms = self._forms[column]
        if forms is not None and not any(map(test, forms)):
            return []
        return where_alike(texts_in(self.column(column)), test)

    def _forms_of(self, column: int) -> frozenset[str] | None:
        forms: set[str] = set()
        for piece in self.column(column):
            forms.update(at_once(digits_alike, texts_in([piece])))
            if len(forms) > MOST_FORMS:
                return None
        return frozenset(forms)

    def between(self, first: int, last: int) -> Iterator[Block]:
        """The rows from place *first* to before *last*."""
        for start, block in zip(self._starts, self.blocks, strict=False):
            here = slice(max(first - start, 0), min(last - start, block.height))
            if here == slice(0, block.height):
                yield block
            elif here.start < here.stop:
                yield Block(here.stop - here.start, [column[here] for column in block.columns])

    def picked(self, column: int, rows: Sequence[int]) -> list[Sequence[Cell]]:
        """The cells of a column in *rows*, which ascend from 1, a block at a time."""
        pieces: list[Sequence[Cell]] = []
        first = 0
        while first < len(rows):
            block, start = self._block_of(rows[first] - 1)
            last = bisect_left(rows, start + 1 + block.height, first)
            cells = block.columns[column]
            if last - first == block.height:
                pieces.append(cells)
            elif rows[last - 1] - rows[first] == last - 1 - first:
                pieces.append(cells[rows[first] - 1 - start : rows[last - 1] - start])
            else:
                pieces.append([cells[row - 1 - start] for row in rows[first:last]])
            first = last
        return pieces


class RepeatedTexts(list[Cell]):
    """Cells that hold a few texts again and again, or nothing."""

    __slots__ = ("codes", "texts")

    def __init__(self, texts: Sequence[str | None], codes: array[int]) -> None:
        """Each of *codes* is the place of a cell's text, all of which occur; None where it is blank."""
        super().__init__(map(texts.__getitem__, codes))
        self.texts, self.codes = tuple(texts), codes


def joined(pieces: Sequence[Sequence[Cell]]) -> Sequence[Cell]:
    """The cells of all *pieces*; an array of floats where all are floats."""
    if any(isinstance(piece, array) for piece in pieces):
        floats = array("d")
        for piece in pieces:
            if not isinstance(piece, array) and set(map(type, piece)) != {float}:
                break
            floats.extend(piece)  # type: ignore[arg-type]  # floats alone, as the line above says
        else:
            return floats
    return list(chain.from_iterable(pieces))


def blocks_of(rows: Sequence[Sequence[Cell]], first: int, last: int) -> Sequence[Block]:
    """The *rows* from place *first* to before *last* as blocks, whichever way they are kept."""
    if isinstance(rows, Blocks):
        return list(rows.between(first, last))
    some = rows if first == 0 and last >= len(rows) else rows[first:last]
    return [Block(len(some), list(zip_longest(*some)))] if some else []


def texts_in(pieces: Iterable[Sequence[Cell]]) -> set[str]:
    """The different texts among the cells."""
    texts: set[str] = set()
    for piece in pieces:
        if isinstance(piece, RepeatedTexts):
            texts.update([text for text in piece.texts if text is not None])
        elif not isinstance(piece, array):
            texts.update([cell for cell in set(piece) if isinstance(cell, str)])
    return texts


def _rows(block: Block) -> Iterator[list[Cell]]:
    return map(list, zip(*block.columns, strict=True))
