"""The values of a very large sheet, read while its rows are alike, at a fraction of what reading each cell takes.

Calamine says what a form of cell holds (`CellProbe`) and reads whatever is more than a plain number or text. At the
first row that is no row of plain cells this ends, and calamine goes on from the last block sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from worker.plans.files import child_wire
from worker.plans.files.cell_probe import CellProbe
from worker.plans.files.child_wire import BLOCK
from worker.plans.files.row_blocks import Column, Parcel, RowBlocks, cells_in
from worker.plans.files.row_shape import NUMBER, Form, Group, Kind, OddCell, RowShape, cells_of, says_more
from worker.shapes.grid import Cell

Row = tuple[str, ...]
ODD_SHARE = 16
"""One row of so many may be of another shape before the shape is widened."""
FIRST_ROWS, ROWS_A_SHAPE = 4_096, 512
"""The shape is widened once in so many rows, and a few times at the start: each takes as long as reading some hundred."""
MOST_VALUES = 100_000
"""Values of a form that calamine was asked for and that are kept."""
_LONGEST_WAIT = 1 << 22
"""Bytes without the end of a row."""
_START, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_MARKS = ("&", "\r", "_x")
"""What in a text stands for something else."""
_LAST = itemgetter(-1)
_NUMBER = re.compile(NUMBER)
_DAY = "45000"
"""A number that is a day where the form is one of days."""


class UniformRows:
    """Reads the pieces of a sheet as they go by."""

    def __init__(self, probe: CellProbe, blocks: RowBlocks, max_cells: int) -> None:
        self.whole = False
        """Whether all rows of the sheet are read."""
        self._probe, self._blocks, self._max_cells = probe, blocks, max_cells
        self._shape = RowShape(self._kind_of)
        self._widenings = 0
        self._values: dict[Form, dict[str, Cell]] = {}
        self._texts: dict[str, Cell] | None = None
        self._row = 0
        self._is_on = True
        self._waiting = b""
        self._in_rows = False

    def through(self, pieces: Iterable[bytes], skips: Callable[[], bool]) -> Iterator[bytes]:
        """*pieces*, each read on its way, without rows that hold values alone as soon as the reader *skips* such."""
        for piece in pieces:
            yield self._read(piece, skips) if self._is_on else piece
        if self._is_on and self._in_rows:
            rest, end, _ = self._waiting.partition(_END)
            self.whole = bool(end) and b"<c" not in rest
        yield self._waiting
        if self.whole:
            self._blocks.finish()
        else:
            self._stop()

    def _read(self, piece: bytes, skips: Callable[[], bool]) -> bytes:
        """What of *piece*, and of what waits, is to be handed on."""
        self._waiting += piece
        before = b""
        if not self._in_rows:
            before, start, rest = self._waiting.partition(_START)
            if b"<!" in before or (not start and len(before) > _LONGEST_WAIT):
                return self._stop()
            if not start:
                return b""
            self._in_rows, before, self._waiting = True, before + start, rest
        end = self._waiting.rfind(_ROW_END) + len(_ROW_END)
        if end < len(_ROW_END):
            return before + (self._stop() if len(self._waiting) > _LONGEST_WAIT else b"")
        rows, self._waiting = self._waiting[:end], self._waiting[end:]
        try:
            holds_values_alone = self._add(rows.decode())
        except (ValueError, KeyError, OverflowError):  # whatever it is, calamine finds its own words for it
            return before + rows + self._stop()
        return before if holds_values_alone and skips() else before + rows

    def _stop(self) -> bytes:
        """Leave the rest to calamine; what waited."""
        waiting, self._is_on, self._waiting = self._waiting, False, b""
        self._blocks.forget()
        return waiting

    def _add(self, xml: str) -> bool:
        """Read whole rows; whether they hold values alone: no row is hidden, no cell an error.

        Raises:
            ValueError, KeyError: they are not what this reads.
        """
        rows = self._alike(xml)
        # Each kind of text at once: to look at each row by itself takes as long as reading some of its cells.
        numbers, heads, *values, others = zip(*rows, strict=True)
        places: Iterable[str | int] = numbers
        are_odd = any(others)
        columns = self._columns(values, len(rows), are_odd)  # blank where a row is odd
        if are_odd:
            odd = {at: cells_of(other) for at, other in enumerate(others) if other}
            self._put(columns, len(rows), {at: cells for at, (_, cells) in odd.items()})
            places = [odd[at][0] if at in odd else number for at, number in enumerate(numbers)]
        self._place([*map(int, places)], columns)
        return not self._shape.has_errors and not any(map(says_more, {*heads, *others}))

    def _alike(self, xml: str) -> list[Row]:
        """The rows, few of them of another shape than the rest."""
        rows = self._shape.rows(xml)
        while len(odd := _odd_rows(rows)) * ODD_SHARE > len(rows):
            self._widenings += 1
            if self._widenings * ROWS_A_SHAPE > FIRST_ROWS + self._row or not self._shape.learn(
                odd[:ROWS_A_SHAPE]
            ):
                if len(odd) * 2 > len(rows) > ODD_SHARE:
                    raise ValueError("rows of many shapes")
                break
            rows = self._shape.rows(xml)
        return rows

    def _place(self, numbers: Sequence[int], columns: list[Column]) -> None:
        """Hand the rows on, with blank ones where numbers are left out."""
        first, last = self._row + 1, numbers[-1]
        height = last - self._row
        if last * len(columns) > self._max_cells:
            raise ValueError("too many cells, if they hold something")
        if height != len(numbers) or numbers[0] != first:
            steps = zip([self._row, *numbers], numbers, strict=False)
            if any(before >= after for before, after in steps) or height > len(numbers) + BLOCK:
                raise ValueError("rows out of order, or far apart")
            places = [number - first for number in numbers]
            columns = [_spread(cells_in(column, len(places)), places, height) for column in columns]
        elif numbers != [*range(first, last + 1)]:
            raise ValueError("rows out of order")
        self._blocks.add(height, columns)
        self._row = last

    # ------------------------------------------------------------ values

    def _columns(self, caught: Sequence[Sequence[str]], height: int, are_odd: bool) -> list[Column]:
        columns: list[Column] = []
        filled: set[int] = set()
        for group, texts in zip(self._shape.groups, caught, strict=True):
            while len(columns) < group.column:
                columns.append([None] * height)
            values = self._of_group(group, texts, group.in_all and not are_odd)
            if group.column in filled:
                both = zip(cells_in(values, height), cells_in(columns[group.column - 1], height), strict=True)
                values = [other if one is None or one == "" else one for one, other in both]
            columns[group.column - 1] = values
            filled.add(group.column)
        return columns

    def _of_group(self, group: Group, texts: Sequence[str], is_full: bool) -> Column:
        """The cells of what a group caught; *is_full* where that is something in each row."""
        if group.kind == Kind.NUMBER:
            if is_full:
                return Parcel(child_wire.pack_numerals(texts))
            return [float(text) if text else None for text in texts]
        if group.kind == Kind.SHARED:
            shared = self._shared()
            return [shared[text] if text else None for text in texts]
        different: Collection[str] = dict.fromkeys(texts)
        if group.kind == Kind.TEXT:
            if not _more_than_letters(different):
                return Parcel(child_wire.pack_texts(texts, different))
            different = {text for text in different if _more_than_letters([text])}
        values = self._by_calamine(group.form, different)
        return [values.get(text, text) if text else None for text in texts]

    def _by_calamine(self, form: Form, texts: Iterable[str]) -> dict[str, Cell]:
        """The values of a form, by what stands in the cell; calamine reads those that are new."""
        values = self._values.setdefault(form, {})
        if len(values) > MOST_VALUES:
            values.clear()
        new = [text for text in texts if text and text not in values]
        values.update(zip(new, self._probe.values([form.around(text) for text in new]), strict=True))
        return values

    def _shared(self) -> dict[str, Cell]:
        if self._texts is None:
            self._texts = self._probe.shared_texts()
        return self._texts

    def _put(self, columns: list[Column], height: int, rows: Mapping[int, Sequence[OddCell]]) -> None:
        """Set the cells of the rows that are of another shape."""
        by_column: dict[int, list[tuple[int, OddCell]]] = {}
        by_form: dict[Form, list[str]] = {}
        for at, cells in rows.items():
            for cell in cells:
                by_column.setdefault(cell.column, []).append((at, cell))
                by_form.setdefault(cell.form, []).append(cell.value)
        values = {
            form: self._shared() if form.type == "s" else self._by_calamine(form, texts)
            for form, texts in by_form.items()
        }
        columns += [[None] * height for _ in range(len(columns), max(by_column, default=0))]
        for column, places in by_column.items():
            cells_of_column = list(cells_in(columns[column - 1], height))
            for at, cell in places:
                cells_of_column[at] = values[cell.form][cell.value] if cell.value else None
            columns[column - 1] = cells_of_column

    def _kind_of(self, form: Form, value: str) -> Kind:
        """How the values of a form are read, which calamine shows on the one at hand and on samples."""
        if not form.after:
            return Kind.BLANK
        if form.type == "s":
            return Kind.SHARED
        try:
            if _NUMBER.fullmatch(value):
                read = self._probe.values([form.around(value), form.around(_DAY)])
                if all(type(cell) is float for cell in read) and read == [float(value), float(_DAY)]:
                    return Kind.NUMBER
            texts = [_DAY, "a b"]
            is_text = (
                form.type in ("inlineStr", "str") and self._probe.values([*map(form.around, texts)]) == texts
            )
            return Kind.TEXT if is_text else Kind.OTHER
        except ValueError:
            return Kind.OTHER


def _odd_rows(rows: Iterable[Row]) -> list[str]:
    """The XML of the rows of another shape that have cells at all."""
    return [other for other in map(_LAST, rows) if other and not other.endswith("/>")]


def _more_than_letters(texts: Collection[str]) -> bool:
    """Whether one of *texts* is something else than its letters, as white space at its ends makes it."""
    joined = "<".join(texts)
    return any(mark in joined for mark in _MARKS) or "<".join(map(str.strip, texts)) != joined


def _spread(column: Sequence[Cell], places: Sequence[int], height: int) -> Sequence[Cell]:
    spread: list[Cell] = [None] * height
    for place, cell in zip(places, column, strict=True):
        spread[place] = cell
    return spread
