"""Ranges of an office's sheets: where they are and what they hold; whole blocks in one read and one write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from xl_addin.engines.cell_values import CellError, Value
from xl_addin.engines.common.block import Box
from xl_addin.engines.common.names import content_of
from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno import names, values
from xl_addin.engines.uno.formulas import to_excel, to_office
from xl_addin.engines.uno.looks import Looks
from xl_addin.engines.uno.notes import Note, add_note, note_of
from xl_addin.engines.uno.structure import Structure

if TYPE_CHECKING:
    from xl_addin.engines.uno.names import Name

CONTENT = 1 | 2 | 4 | 16
"""com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA."""
FORMATS = 32 | 64 | 256 | 512
"""HARDATTR, STYLES, EDITATTR, FORMATTED."""
ERROR = 4
"""com.sun.star.sheet.FormulaResult."""
TOGETHER = 2_000
"""Cells that are asked in one message for what they show."""
CLIP = 50_000
"""From this many cells on, only the used part of a block is read."""
STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


class Range(Looks, Structure, base_classes.Range):
    """A block of cells, given by its first cell and its size."""

    @property
    def max_cells_per_read(self) -> None:
        """A block is read in one call, however large."""
        return None

    @property
    def max_cells_per_write(self) -> None:
        """A block is written in one call, however large."""
        return None

    def end(self, direction: str) -> Range:
        """The last cell of the run in *direction*, as Ctrl+arrow finds it."""
        full = {"d": "down", "u": "up", "r": "right", "l": "left"}.get(direction, direction)
        down, across = STEPS[full]
        whole = self._sheet.cells.shape
        used = self._sheet.used_box() or (1, 1, 1, 1)
        last = whole[0] if down > 0 else whole[1] if across > 0 else 1
        strip = self._strip(down, across, used)
        at = _run_end(strip)
        if at is None:  # nothing more in this direction: the sheet's edge
            return Range(self._sheet, last if down else self._row, last if across else self._column, 1, 1)
        return Range(self._sheet, self._row + down * at, self._column + across * at, 1, 1)

    def _strip(self, down: int, across: int, used: Box) -> list[bool]:
        """Whether the cells from here on are filled, to the end of the used area."""
        row, column = self._row, self._column
        if down:
            first, last = (row, max(row, used[2])) if down > 0 else (1, row)
            block = Range(self._sheet, first, column, last - first + 1, 1).xl.getDataArray()
            filled = [line[0] != "" for line in block]
        else:
            first, last = (column, max(column, used[3])) if across > 0 else (1, column)
            block = Range(self._sheet, row, first, 1, last - first + 1).xl.getDataArray()
            filled = [value != "" for value in block[0]]
        return filled if down + across > 0 else filled[::-1]

    @property
    def current_region(self) -> Range:
        """The block around it, up to blank rows and columns."""
        cursor = self._sheet.xl.createCursorByRange(self.xl)
        cursor.collapseToCurrentRegion()
        return self._sheet.book.range_at(cursor.getRangeAddress())

    @property
    def name(self) -> Name | None:
        """The name of exactly this range."""
        return names.name_of(self)

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.add(value, content_of(self))

    def select(self) -> None:
        """Select it, on its sheet."""
        self._sheet.activate()
        self._sheet.book.controller.select(self.xl)

    # ------------------------------------------------------------ what it holds

    @property
    def raw_value(self) -> Value:
        """One value, or rows of values: numbers, texts, days, times, truths, `CellError`s and None."""
        if not len(self):
            return []
        rows = self._read()
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, value: Value) -> None:
        if not len(self):
            return
        self.check_open()
        rows = _rows(value, self._rows, self._columns)
        block = self.of_size(len(rows), len(rows[0]))
        encoded = values.encode(rows, self._sheet.book.epoch)
        if encoded.formulas and block.uniform_format_is_text():
            for (row, column), text in encoded.formulas.items():
                encoded.rows[row] = (*encoded.rows[row][:column], text, *encoded.rows[row][column + 1 :])
            encoded.formulas.clear()
        block.xl.setDataArray(tuple(encoded.rows))
        block._write_formulas(encoded.formulas)
        block._show_as(encoded.days, "yyyy-mm-dd", lambda kind: kind.is_date)
        block._show_as(encoded.moments, "yyyy-mm-dd hh:mm:ss", lambda kind: kind.is_date)
        block._show_as(encoded.times, "[h]:mm:ss", lambda kind: kind.is_time or kind.is_date)
        block._show_as(encoded.truths, "BOOLEAN", lambda kind: kind.is_logical)

    def _read(self) -> list[list[Value]]:
        block = self._clipped()
        if block is None:
            return [[None] * self._columns for _ in range(self._rows)]
        rows: list[list[Value]] = [[None if v == "" else v for v in row] for row in block.xl.getDataArray()]
        book, (top, left, _, _) = self._sheet.book, block.corners
        for kind, boxes in block.format_boxes():
            if kind.is_date or kind.is_time or kind.is_logical:
                change = (
                    values.moment_of if kind.is_date else values.time_of if kind.is_time else values.truth_of
                )
                values.convert(rows, _shifted(boxes, top, left), change, book.epoch)
        for row, column, text in block.error_cells():
            rows[row - top][column - left] = CellError(text)
        missing = self._columns - block.shape[1]
        if missing:
            rows = [row + [None] * missing for row in rows]
        return rows + [[None] * self._columns for _ in range(self._rows - len(rows))]

    def _clipped(self) -> Range | None:
        """The used part of a very large block; None where nothing of it is used."""
        if len(self) < CLIP:
            return self
        used = self._sheet.used_box()
        if used is None or used[2] < self._row or used[3] < self._column:
            return None
        rows = min(self._rows, used[2] - self._row + 1)
        columns = min(self._columns, used[3] - self._column + 1)
        return Range(self._sheet, self._row, self._column, rows, columns)

    def error_cells(self) -> list[tuple[int, int, str]]:
        """Row, column and text of each cell whose formula fails."""
        places = [
            (row, column)
            for area in self.xl.queryFormulaCells(ERROR).getRangeAddresses()
            for row in range(area.StartRow, area.EndRow + 1)
            for column in range(area.StartColumn, area.EndColumn + 1)
        ]
        return [
            (row + 1, column + 1, text)
            for at in range(0, len(places), TOGETHER)
            for (row, column), text in self._texts(places[at : at + TOGETHER])
        ]

    def _texts(self, places: Sequence[tuple[int, int]]) -> Iterable[tuple[tuple[int, int], str]]:
        """*places*, each with what its cell shows."""
        cells = [self._sheet.xl.getCellByPosition(column, row) for row, column in places]
        return zip(places, self.office.each(cells, "getString"), strict=True)

    def _write_formulas(self, formulas: dict[values.Place, str]) -> None:
        for box in values.boxes_of(formulas):
            top, left, bottom, right = box
            part = self.part(box)
            texts = [
                [formulas[row, column] for column in range(left, right + 1)] for row in range(top, bottom + 1)
            ]
            if part.uniform_format_is_text():  # as in Excel: a cell formatted as text keeps '=...' as text
                part.xl.setDataArray(tuple(tuple(row) for row in texts))
            else:
                part.xl.setFormulaArray(tuple(tuple(to_office(text) for text in row) for row in texts))

    @property
    def formula(self) -> Value:
        """Formula text, or the entry's text where there is no formula."""
        entries = tuple(tuple(_entry(text) for text in row) for row in self.xl.getFormulaArray())
        return entries[0][0] if len(self) == 1 else entries

    @formula.setter
    def formula(self, value: Value) -> None:
        if isinstance(value, (list, tuple)):
            self.raw_value = value
            return
        self.raw_value = self(1, 1).filled_from(value, self)

    formula2 = formula

    def filled_from(self, value: Value, block: Range) -> Value:
        """One formula for all of *block*, its references moving along from the first cell."""
        if len(block) == 1 or not isinstance(value, str) or not value.startswith("="):
            return value
        self.raw_value = value
        first = self.xl.getRangeAddress()
        top = self.office.enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")
        right = self.office.enum("com.sun.star.sheet.FillDirection", "TO_RIGHT")
        sheet = self._sheet.xl
        rows, columns = block.shape
        column = sheet.getCellRangeByPosition(
            first.StartColumn, first.StartRow, first.StartColumn, first.StartRow + rows - 1
        )
        if rows > 1:
            column.fillAuto(top, 1)
        if columns > 1:
            block.xl.fillAuto(right, 1)
        return block.formula

    @property
    def formula_array(self) -> str | None:
        """The array formula, None where there is none."""
        text = self.xl.getArrayFormula()
        return to_excel(text.strip("{}")) if text else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.check_open()
        self.xl.setArrayFormula(to_office(value))

    @property
    def has_array(self) -> bool:
        """Whether it holds an array formula."""
        return bool(self.xl.getArrayFormula())

    def clear_contents(self) -> None:
        """Empty the cells, keep their formats."""
        self.check_open()
        self.xl.clearContents(CONTENT)

    def clear_formats(self) -> None:
        """Formats as in a new sheet."""
        self.check_open()
        self.xl.clearContents(FORMATS)

    def clear(self) -> None:
        """Values and formats."""
        self.check_open()
        self.xl.clearContents(CONTENT | FORMATS)

    @property
    def note(self) -> Note | None:
        """The note of the first cell."""
        return note_of(self)

    def add_note(self, text: str) -> Note:
        """Put a note on the first cell."""
        self.check_open()
        return add_note(self, text)


def _rows(value: Value, rows: int, columns: int) -> list[Value]:
    """A scalar for every cell, one row, or rows; rows of different lengths are refused."""
    if not isinstance(value, (list, tuple)):
        return [[value] * columns] * rows
    table = list(value) if value and isinstance(value[0], (list, tuple)) else [value]
    if len({len(row) for row in table}) != 1 or not len(table[0]):
        raise ValueError("All rows of a block must have the same length.")
    return table


def _entry(text: str) -> str:
    if text.startswith("="):
        return to_excel(text)
    return text.removeprefix("'")


def _shifted(boxes: list[Box], top: int, left: int) -> list[Box]:
    return [(a - top, b - left, c - top, d - left) for a, b, c, d in boxes]


def _run_end(filled: list[bool]) -> int | None:
    """How far the run from the first cell goes; None where it leaves what is filled."""
    if len(filled) > 1 and filled[0] and filled[1]:
        return next((at for at, full in enumerate(filled) if not full), len(filled)) - 1
    return next((at for at, full in enumerate(filled) if full and at), None)
