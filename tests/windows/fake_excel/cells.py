"""Cells: what they hold and how they take it, one block at a time, and its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.windows.fake_excel.links import Hyperlinks
from tests.windows.fake_excel.looks import Border, Font, Interior
from tests.windows.fake_excel.rules import FormatConditions, Validation, in_german
from tests.windows.fake_excel.thing import Refusal, Thing, one, word
from xl_addin.engines.files.ranges import Range as Block

if TYPE_CHECKING:
    from tests.windows.fake_excel.sheets import Worksheet

ERRORS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288,
    "#NUM!": -2146826252, "#REF!": -2146826265, "#VALUE!": -2146826273,
}  # fmt: skip
"""What COM sends for an error, a number that no cell holds."""
ACROSS = {"general": 1, "left": -4131, "center": -4108, "right": -4152}
DOWN = {"top": -4160, "center": -4108, "bottom": -4107}
SIDES = {
    7: "edge_left",
    8: "edge_top",
    9: "edge_bottom",
    10: "edge_right",
    11: "inside_vertical",
    12: "inside_horizontal",
}


class Range(Thing):
    """Cells of a sheet, one block."""

    def __init__(self, sheet: Worksheet, block: Block) -> None:
        self.sheet, self.block = sheet, block

    Row = property(lambda self: self.block.row)
    Column = property(lambda self: self.block.column)
    Left = property(lambda self: self.block.left)
    Top = property(lambda self: self.block.top)
    Count = property(lambda self: len(self.block))
    CountLarge = Count
    Worksheet = property(lambda self: self.sheet)
    Parent = property(lambda self: self.sheet)
    Application = property(lambda self: self.sheet.book.app)
    Cells = property(lambda self: self)
    Rows = property(lambda self: Lines(self, rows=True))
    Columns = property(lambda self: Lines(self, rows=False))
    EntireRow = property(lambda self: Lines(self, rows=True))
    EntireColumn = property(lambda self: Lines(self, rows=False))
    Address = property(lambda self: self.block.address)
    Interior = property(lambda self: Interior(self))
    Font = property(lambda self: Font(self))
    Hyperlinks = property(lambda self: Hyperlinks(self))
    Validation = property(lambda self: Validation(self))
    FormatConditions = property(lambda self: FormatConditions(self))
    MergeArea = property(lambda self: Range(self.sheet, self.block.merge_area))
    HasArray = property(lambda self: self.block.has_array)
    NumberFormat = property(
        lambda self: self.block.number_format, lambda self, value: self._set("number_format", value)
    )
    ColumnWidth = property(
        lambda self: self.block.column_width, lambda self, value: self._set("column_width", value)
    )
    RowHeight = property(
        lambda self: self.block.row_height, lambda self, value: self._set("row_height", value)
    )
    WrapText = property(
        lambda self: self.block.wrap_text, lambda self, value: self._set("wrap_text", bool(value))
    )
    HorizontalAlignment = property(
        lambda self: ACROSS[self.block.horizontal_alignment],
        lambda self, value: self._set("horizontal_alignment", word(ACROSS, value)),
    )
    VerticalAlignment = property(
        lambda self: DOWN[self.block.vertical_alignment],
        lambda self, value: self._set("vertical_alignment", word(DOWN, value)),
    )

    def _set(self, name: str, value: Any) -> None:
        setattr(self.block, name, value)
        self.sheet.book.saved = False

    def _at(self, row: int, column: int) -> Any:
        return self.sheet.impl.xl.cell(row, column).value

    def places(self) -> Iterator[tuple[int, int]]:
        """Rows and columns of its cells, as far as the sheet is used."""
        top, left, bottom, right = self.block.corners
        bottom, right = (
            min(bottom, max(self.sheet.impl.xl.max_row, top)),
            min(right, max(self.sheet.impl.xl.max_column, left)),
        )
        return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

    def Item(self, RowIndex: Any, ColumnIndex: Any) -> Range:
        whole = [None if index is None else int(index) for index in (RowIndex, ColumnIndex)]
        return Range(self.sheet, self.block(*whole))

    def GetAddress(self, RowAbsolute: Any, ColumnAbsolute: Any, ReferenceStyle: Any, External: Any) -> str:
        return self.block.get_address(bool(RowAbsolute), bool(ColumnAbsolute), bool(External))

    @property
    def Value(self) -> Any:
        """A number is a float, as Excel's are; a formula is what it came to."""
        results, name = self.sheet.book.results, self.sheet.impl.name
        shown = self.block.raw_value
        rows = shown if len(self.block) > 1 else [[shown]]
        table = tuple(
            tuple(
                sent(results.get((name, row, column)) if is_formula(cell) else cell)
                for column, cell in enumerate(line, self.Column)
            )
            for row, line in enumerate(rows, self.Row)
        )
        return table if len(self.block) > 1 else table[0][0]

    @Value.setter
    def Value(self, value: Any) -> None:
        rows = value if isinstance(value, tuple) else ((value,) * self.block.shape[1],) * self.block.shape[0]
        for row, line in enumerate(rows, self.Row):
            for column, cell in enumerate(line if isinstance(line, tuple) else (line,), self.Column):
                place = self.sheet.impl.range((row, column))
                place.raw_value = entered(cell, place.number_format)
        self.sheet.book.saved = False

    @property
    def Formula(self) -> Any:
        return self.block.formula

    @Formula.setter
    def Formula(self, value: Any) -> None:
        self._set("formula", value)

    Formula2 = Formula

    @property
    def MergeCells(self) -> bool | None:
        merged = {place for area in self.sheet.impl.xl.merged_cells.ranges for place in area.cells}
        return one(place in merged for place in self.places())

    def Borders(self, Index: Any) -> Border:
        return Border(self, SIDES[int(Index)])

    def SpecialCells(self, Type: Any, Value: Any) -> Range:
        """Only asked for cells with a rule, where the block itself has none."""
        raise Refusal("No cells were found.")

    def ClearContents(self) -> None:
        self.block.clear_contents()
        self.sheet.book.saved = False

    def Clear(self) -> None:
        self.block.clear()
        self.sheet.book.saved = False

    @property
    def FormulaLocal(self) -> Any:
        """The formula as a German Excel spells it; a cell of text has none."""
        return self.block.formula if self.block.number_format == "@" else in_german(self.block.formula)

    @property
    def Comment(self) -> Comment | None:
        return None if self.block.note is None else Comment(self.block)

    def AddComment(self, Text: Any) -> Comment:
        if self.block.note is not None:
            raise Refusal("there is a note already")
        self.block.add_note(Text)
        self.sheet.book.saved = False
        return Comment(self.block)

    def AutoFilter(self, Field: Any) -> None:
        self.block.show_filter()
        self.sheet.book.saved = False

    def Select(self) -> None:
        if self.sheet.impl.xl is not self.sheet.book.impl.sheets.active.xl:
            raise Refusal("only cells of the sheet in front can be selected")
        self.sheet.book.selections[self.sheet.impl.name] = self.block


class Comment(Thing):
    """A note; threaded comments are another thing."""

    def __init__(self, block: Block) -> None:
        self.block = block

    def Text(self) -> str:
        return str(self.block.note.text)


def is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def sent(value: Any) -> Any:
    """A cell's value as COM sends it."""
    if isinstance(value, bool) or value is None or value == "":
        return value if value != "" else None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        return ERRORS.get(value, value)
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 30), value)
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def entered(value: Any, code: str | None) -> Any:
    """What a cell makes of a value: a text that looks like a number is one, unless the cell is formatted as text."""
    if value in ("", None):
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, str) and code != "@":
        with suppress(ValueError):
            return float(value)
    return value


class Lines(Thing):
    """The rows or the columns of a range."""

    def __init__(self, cells: Range, rows: bool) -> None:
        self.cells, self.rows = cells, rows

    Count = property(lambda self: self.cells.block.shape[0 if self.rows else 1])
    Rows = property(lambda self: self)
    Columns = property(lambda self: self)

    def Item(self, Index: Any) -> Lines:
        at = int(Index)
        block = self.cells.block
        part = block(at, 1) if self.rows else block(1, at)
        return Lines(Range(self.cells.sheet, part), self.rows)

    @property
    def _dimensions(self) -> list[Any]:
        top, left, bottom, right = self.cells.block.corners
        sheet = self.cells.sheet.impl.xl
        if self.rows:
            return [sheet.row_dimensions[row] for row in range(top, bottom + 1)]
        return [
            sheet.column_dimensions[openpyxl.utils.get_column_letter(at)] for at in range(left, right + 1)
        ]

    @property
    def Hidden(self) -> bool | None:
        return one(bool(line.hidden) for line in self._dimensions)

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        for line in self._dimensions:
            line.hidden = bool(value)

    def AutoFit(self) -> None:
        self.cells.block.autofit("rows" if self.rows else "columns")
