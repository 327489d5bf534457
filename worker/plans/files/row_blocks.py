"""Rows on their way out of the child process: columns in, blocks of some thousand rows sent, and what they hold noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

from worker.plans.files import child_wire
from worker.plans.files.child_wire import BLOCK, Message, Packed
from worker.shapes.blocks import joined
from worker.shapes.grid import Cell

LEAST = 256
"""Rows that are a block by themselves: to put them together with others takes longer than sending a block more."""


class Parcel(NamedTuple):
    """A column that is packed already."""

    packed: Packed


Column = Sequence[Cell] | Parcel


class RowBlocks:
    """Takes rows a few at a time, by column, and sends them as soon as they are a block."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        self.sent = 0
        """Rows that are sent."""
        self.used = (0, 0)
        """Height and width of what holds a value among them."""
        self.cut = 0
        """Texts among them that were too long."""
        self._send = send
        self._rows = 0
        self._columns: list[list[Sequence[Cell]]] = []
        """Those of the rows that wait, in the pieces that came."""

    def add(self, rows: int, columns: Sequence[Column]) -> None:
        """The next *rows* below; a column that is not there is blank."""
        if rows >= LEAST:
            self.finish()
            self._send_block(rows, columns)
            return
        while len(self._columns) < len(columns):
            self._columns.append([_blank(self._rows)])
        for at, pieces in enumerate(self._columns):
            pieces.append(cells_in(columns[at], rows) if at < len(columns) else _blank(rows))
        self._rows += rows
        if self._rows >= BLOCK:
            self.finish()

    def finish(self) -> None:
        """Send what waits."""
        if self._rows:
            rows, columns = self._rows, self._columns
            self.forget()
            self._send_block(rows, [joined([piece for piece in pieces if len(piece)]) for pieces in columns])

    def forget(self) -> None:
        """Drop what waits: it comes again from elsewhere."""
        self._rows, self._columns = 0, []

    def _send_block(self, height: int, columns: Sequence[Column]) -> None:
        packed = [self._packed(column, height) for column in columns]
        self._send(("rows", height, packed))
        used = [at for at, column in enumerate(packed) if _holds_values(column)]
        if used:
            last = max(_last(packed[at], height) for at in used)
            self.used = (self.sent + last if last else self.used[0], max(self.used[1], used[-1] + 1))
        self.sent += height

    def _packed(self, column: Column, height: int) -> Packed:
        """The column for the pipe, its texts cut where they are too long."""
        packed = column.packed if isinstance(column, Parcel) else child_wire.pack(column)
        if packed[0] not in (child_wire.PLAIN, child_wire.MIXED, child_wire.CODED):
            return packed
        if not child_wire.cut(packed[1])[1]:
            return packed
        cells, longer = child_wire.cut(cells_in(column, height))
        self.cut += longer
        return child_wire.pack(cells)


def cells_in(column: Column, height: int) -> Sequence[Cell]:
    """The cells of a column, *height* of them."""
    return child_wire.unpack(column.packed, height) if isinstance(column, Parcel) else column


def _blank(rows: int) -> Sequence[Cell]:
    return list(repeat(None, rows))


def _holds_values(column: Packed) -> bool:
    if column[0] == child_wire.BLANK:
        return False
    if column[0] in (child_wire.PLAIN, child_wire.CODED):
        return any(map(child_wire.holds_something, column[1]))
    return True


def _last(column: Packed, height: int) -> int:
    """The last row that holds something, counted from 1; 0 where none does."""
    if column[0] == child_wire.CODED:
        codes = memoryview(column[2]).cast("I")
        cells: Iterable[Cell] = (column[1][code] for code in reversed(codes))
    elif column[0] in (child_wire.PLAIN, child_wire.MIXED):
        cells = reversed(child_wire.unpack(column, height))
    else:
        return height
    below = next((at for at, cell in enumerate(cells) if child_wire.holds_something(cell)), height)
    return height - below
