"""Ranges of the file engine: whole blocks in one read and one write, and the formats that our sheets use."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from xl_addin.engines.cell_values import Value
from xl_addin.engines.files.borders import Borders
from xl_addin.engines.files.formats import ConditionalFormats, DataValidation, Font, hex_of, rgb_of
from xl_addin.engines.files.structure import Structure
from xl_addin.engines.files.styles import restyle
from xl_addin.engines.lean_xlwings import base_classes

STEPS = {"d": (1, 0), "u": (-1, 0), "r": (0, 1), "l": (0, -1)}
POINTS_A_CHARACTER = 5.25
DEFAULT_WIDTH, DEFAULT_HEIGHT = 8.43, 15.0
WIDEST_FIT = 60
"""Longer texts wrap; a column as wide as the screen helps nobody."""


class Range(Structure, base_classes.Range):
    """A block of cells, given by its first cell and its size."""

    @property
    def api(self) -> Value:
        """openpyxl's cells."""
        return self._sheet.xl[self.get_address(False, False, False)]

    def end(self, direction: str) -> Range:
        """The last cell of the run in *direction*, as Ctrl+arrow finds it."""
        step_row, step_column = STEPS[direction[0]]
        row, column = self._row, self._column
        last_row, last_column = max(self._sheet.xl.max_row, row), max(self._sheet.xl.max_column, column)

        def filled(row: int, column: int) -> bool:
            return self._value(row, column) not in (None, "")

        def inside(row: int, column: int) -> bool:
            return 1 <= row <= last_row and 1 <= column <= last_column

        run = filled(row, column) and filled(row + step_row, column + step_column)
        while inside(row + step_row, column + step_column):
            if run and not filled(row + step_row, column + step_column):
                break
            row, column = row + step_row, column + step_column
            if not run and filled(row, column):
                break
        return Range(self._sheet, row, column, 1, 1)

    # ------------------------------------------------------------ what it holds

    @property
    def raw_value(self) -> Value:
        """One value, or rows of values; dates as they are, text of formulas where there is no result."""
        if len(self) == 1:
            return self._value(self._row, self._column)
        top, left, bottom, right = self.corners
        bottom, right = min(bottom, self._sheet.xl.max_row), min(right, self._sheet.xl.max_column)
        rows = self._sheet.xl.iter_rows(top, max(bottom, top), left, max(right, left), values_only=True)
        values = [[_plain(value) for value in row] for row in rows]
        empty = [None] * self._columns
        values = [row + [None] * (self._columns - len(row)) for row in values]
        return values + [list(empty) for _ in range(self._rows - len(values))]

    @raw_value.setter
    def raw_value(self, value: Value) -> None:
        if not isinstance(value, (list, tuple)):
            value = [[value] * self._columns] * self._rows
        elif value and not isinstance(value[0], (list, tuple)):
            value = [value]
        for row, values in enumerate(value, self._row):
            for column, item in enumerate(values, self._column):
                self._set(row, column, item)

    def _value(self, row: int, column: int) -> Value:
        return _plain(self._sheet.xl.cell(row, column).value) if row > 0 and column > 0 else None

    def _set(self, row: int, column: int, value: Value) -> None:
        cell = self._sheet.xl.cell(row, column)
        if isinstance(cell, MergedCell):
            return
        cell.value = value
        # As in Excel: a cell formatted as text keeps '=...' as text.
        if isinstance(value, str) and cell.number_format == "@":
            cell.data_type = "s"

    @property
    def formula(self) -> Value:
        """Formula text, or the entry's text where there is no formula."""
        values = self.raw_value
        return _text(values) if len(self) == 1 else tuple(tuple(map(_text, row)) for row in values)

    @formula.setter
    def formula(self, value: Value) -> None:
        self.raw_value = value

    formula2 = formula

    @property
    def has_array(self) -> bool:
        """Whether it holds an array formula."""
        return isinstance(self._sheet.xl.cell(self._row, self._column).value, ArrayFormula)

    def clear_contents(self) -> None:
        """Empty the cells, keep their formats."""
        for cell in self._cells():
            cell.value = None

    def clear_formats(self) -> None:
        """Formats as in a new sheet."""
        for cell in self._cells():
            cell.style = "Normal"

    def clear(self) -> None:
        """Values and formats."""
        self.clear_contents()
        self.clear_formats()

    def _cells(self) -> Iterator[Value]:
        top, left, bottom, right = self.corners
        bottom, right = min(bottom, self._sheet.xl.max_row), min(right, self._sheet.xl.max_column)
        for row in self._sheet.xl.iter_rows(top, bottom, left, right):
            yield from (cell for cell in row if not isinstance(cell, MergedCell))

    def all_cells(self) -> Iterator[Value]:
        """As `_cells`, but makes those that are not there yet."""
        for row in range(self._row, self._row + self._rows):
            for column in range(self._column, self._column + self._columns):
                cell = self._sheet.xl.cell(row, column)
                if not isinstance(cell, MergedCell):
                    yield cell

    # ------------------------------------------------------------ how it looks

    @property
    def number_format(self) -> str | None:
        """The number format, None where the cells differ."""
        formats = {cell.number_format for cell in self.all_cells()}
        return formats.pop() if len(formats) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        for cell in self.all_cells():
            cell.number_format = value

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Fill colour as (red, green, blue)."""
        fill = self._sheet.xl.cell(self._row, self._column).fill
        return rgb_of(fill.fgColor.rgb) if fill.fill_type == "solid" else None

    @color.setter
    def color(self, value: Value) -> None:
        fill = PatternFill() if value is None else PatternFill("solid", fgColor=hex_of(value))
        for cell in self.all_cells():
            cell.fill = fill

    @property
    def font(self) -> Font:
        """Its font."""
        return Font(self)

    @property
    def wrap_text(self) -> bool:
        """Whether long text goes on in the next line."""
        return bool(self._sheet.xl.cell(self._row, self._column).alignment.wrap_text)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._align(wrap_text=value)

    @property
    def horizontal_alignment(self) -> str:
        """'left', 'center', ..."""
        return self._sheet.xl.cell(self._row, self._column).alignment.horizontal or "general"

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self._align(horizontal=value)

    @property
    def vertical_alignment(self) -> str:
        """'top', 'center', ..."""
        return self._sheet.xl.cell(self._row, self._column).alignment.vertical or "bottom"

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._align(vertical=value)

    def adjust_indent(self, amount: int) -> None:
        """Move the text from its edge, by about a letter an *amount*; what stands nowhere stands left."""
        if self.horizontal_alignment == "general":
            self.horizontal_alignment = "left"
        first = self._sheet.xl.cell(self._row, self._column).alignment.indent
        self._align(indent=max(0, first + amount))

    @property
    def borders(self) -> Borders:
        """The lines around and between its cells."""
        return Borders(self)

    def _align(self, **changes: Value) -> None:
        def change(alignment: Alignment) -> None:
            for name, value in changes.items():
                setattr(alignment, name, value)

        restyle(self.all_cells(), "alignment", change)

    @property
    def column_width(self) -> float | None:
        """In characters, None where the columns differ."""
        widths = {
            self._sheet.xl.column_dimensions[letter].width or DEFAULT_WIDTH for letter in self._letters()
        }
        return float(widths.pop()) if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        for letter in self._letters():
            self._sheet.xl.column_dimensions[letter].width = value

    def _letters(self) -> list[str]:
        return [get_column_letter(c) for c in range(self._column, self._column + self._columns)]

    @property
    def column_hidden(self) -> bool:
        """Whether the first column is out of sight."""
        return bool(self._sheet.xl.column_dimensions[self._letters()[0]].hidden)

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        for letter in self._letters():
            self._sheet.xl.column_dimensions[letter].hidden = value

    @property
    def row_height(self) -> float | None:
        """In points, None where the rows differ."""
        rows = range(self._row, self._row + self._rows)
        heights = {self._sheet.xl.row_dimensions[row].height or DEFAULT_HEIGHT for row in rows}
        return float(heights.pop()) if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        for row in range(self._row, self._row + self._rows):
            self._sheet.xl.row_dimensions[row].height = value

    @property
    def width(self) -> float:
        """In points."""
        widths = (
            self._sheet.xl.column_dimensions[letter].width or DEFAULT_WIDTH for letter in self._letters()
        )
        return sum(widths) * POINTS_A_CHARACTER

    @property
    def height(self) -> float:
        """In points."""
        rows = range(self._row, self._row + self._rows)
        return float(sum(self._sheet.xl.row_dimensions[row].height or DEFAULT_HEIGHT for row in rows))

    @property
    def left(self) -> float:
        """In points from the sheet's left edge."""
        return Range(self._sheet, 1, 1, 1, self._column - 1).width if self._column > 1 else 0.0

    @property
    def top(self) -> float:
        """In points from the sheet's top edge."""
        return Range(self._sheet, 1, 1, self._row - 1, 1).height if self._row > 1 else 0.0

    def autofit(self, axis: str | None = None) -> None:
        """Columns as wide as their longest line of text, up to a readable width; rows as the program will have them."""
        if axis not in ("columns", "c"):
            for row in self._rows_in_use():
                self._sheet.xl.row_dimensions[row].height = None
        if axis in ("rows", "r"):
            return
        last = max(self._sheet.xl.max_column, self._widest())
        for at, letter in enumerate(self._letters()[: max(0, last - self._column + 1)], self._column):
            values = (
                str(v)
                for (v,) in self._sheet.xl.iter_rows(min_col=at, max_col=at, values_only=True)
                if v is not None
            )
            longest = max((len(line) for value in values for line in value.splitlines()), default=0)
            self._sheet.xl.column_dimensions[letter].width = min(max(longest + 2, DEFAULT_WIDTH), WIDEST_FIT)

    # ------------------------------------------------------------ rules

    def _rows_in_use(self) -> list[int]:
        rows = range(self._row, self._row + self._rows)
        return [row for row in list(self._sheet.xl.row_dimensions) if row in rows]

    def _widest(self) -> int:
        """The last column that was ever given a width."""
        return max(map(column_index_from_string, self._sheet.xl.column_dimensions), default=0)

    @property
    def data_validation(self) -> DataValidation:
        """What may be entered."""
        return DataValidation(self)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        """Formats that follow the values."""
        return ConditionalFormats(self)

    def show_filter(self) -> None:
        """Arrows on the first row that filter the others."""
        self._sheet.xl.auto_filter.ref = self.get_address(False, False, False)


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _plain(value: Value) -> Value:
    if isinstance(value, CellRichText):
        return str(value)
    if isinstance(value, ArrayFormula):
        return value.text
    return value
