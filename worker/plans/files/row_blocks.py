"""Rows on their way out of the child process: columns in, blocks of one height sent, and what they hold noted."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import repeat

from worker.plans.files import child_wire
from worker.plans.files.child_wire import BLOCK, Message, Packed
from worker.shapes.blocks import joined
from worker.shapes.grid import Cell


class RowBlocks:
    """Takes rows a few at a time, by column, and sends them as soon as a block is full."""

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

    def add(self, rows: int, columns: Sequence[Sequence[Cell]]) -> None:
        """The next *rows* below; a column that is not there is blank."""
        while len(self._columns) < len(columns):
            self._columns.append([_blank(self._rows)])
        for at, pieces in enumerate(self._columns):
            pieces.append(columns[at] if at < len(columns) else _blank(rows))
        self._rows += rows
        while self._rows >= BLOCK:
            self._send_some(BLOCK)

    def finish(self) -> None:
        """Send what waits."""
        if self._rows:
            self._send_some(self._rows)

    def forget(self) -> None:
        """Drop what waits: it comes again from elsewhere."""
        self._rows, self._columns = 0, []

    def _send_some(self, height: int) -> None:
        whole = [joined([piece for piece in pieces if len(piece)]) for pieces in self._columns]
        packed = [self._packed(column[:height]) for column in whole]
        self._send(("rows", height, packed))
        used = [at for at, column in enumerate(packed) if _holds_values(column)]
        if used:
            last = max(_last(whole[at][:height]) for at in used)
            self.used = (self.sent + last if last else self.used[0], max(self.used[1], used[-1] + 1))
        self.sent += height
        self._rows -= height
        self._columns = [[column[height:]] for column in whole]

    def _packed(self, column: Sequence[Cell]) -> Packed:
        """The column for the pipe, its texts cut where they are too long."""
        packed = child_wire.pack(column)
        if packed[0] not in (child_wire.PLAIN, child_wire.MIXED, child_wire.CODED):
            return packed
        if not child_wire.cut(packed[1])[1]:
            return packed
        cells, longer = child_wire.cut(column)
        self.cut += longer
        return child_wire.pack(cells)


def _blank(rows: int) -> Sequence[Cell]:
    return list(repeat(None, rows))


def _holds_values(column: Packed) -> bool:
    if column[0] == child_wire.BLANK:
        return False
    if column[0] in (child_wire.PLAIN, child_wire.CODED):
        return any(map(child_wire.holds_something, column[1]))
    return True


def _last(column: Sequence[Cell]) -> int:
    """The last row that holds something, counted from 1; 0 where none does."""
    if isinstance(column, array):
        return len(column)
    return next((at for at in range(len(column), 0, -1) if child_wire.holds_something(column[at - 1])), 0)
