"""How cells of a file hang together: merging, links, names, notes, copying, selecting."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formula.translate import Translator

from xl_addin.engines.cell_values import Value
from xl_addin.engines.common.block import Block
from xl_addin.engines.common.names import content_of
from xl_addin.engines.files.names import Name, name_of
from xl_addin.engines.lean_xlwings import base_classes

if TYPE_CHECKING:
    from xl_addin.engines.files.ranges import Range


class Structure(Block):
    """What `Range` knows of its neighbours."""

    _set: Value

    def _block(self, row: int, column: int, rows: int, columns: int) -> Range:
        return self._sheet.range((row, column, rows, columns))

    # ------------------------------------------------------------ merging, links

    @property
    def merge_area(self) -> Range:
        """The merged range around the first cell, else the cell."""
        for merged in self._sheet.xl.merged_cells.ranges:
            if (
                merged.min_row <= self._row <= merged.max_row
                and merged.min_col <= self._column <= merged.max_col
            ):
                return self._block(
                    merged.min_row, merged.min_col, merged.size["rows"], merged.size["columns"]
                )
        return self._block(self._row, self._column, 1, 1)

    @property
    def merge_cells(self) -> bool:
        """Whether the first cell is merged."""
        return len(self.merge_area) > 1

    def merge(self, across: bool = False) -> None:
        """One cell, or with *across* one a row."""
        top, left, bottom, right = self.corners
        self.unmerge()
        for first, last in [(row, row) for row in range(top, bottom + 1)] if across else [(top, bottom)]:
            self._sheet.xl.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)

    def unmerge(self) -> None:
        """Single cells again, wherever a merged range touches this one."""
        top, left, bottom, right = self.corners
        for merged in list(self._sheet.xl.merged_cells.ranges):
            apart = merged.max_row < top or merged.min_row > bottom
            if not apart and merged.max_col >= left and merged.min_col <= right:
                self._sheet.xl.unmerge_cells(merged.coord)

    @property
    def hyperlink(self) -> str:
        """Where the cell's link leads."""
        link = self._sheet.xl.cell(self._row, self._column).hyperlink
        if link is None:
            raise AttributeError("The cell has no link.")
        return str(link.target or f"#{link.location}")

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        """Link the first cell; '#Sheet!A1' stays inside the workbook."""
        cell = self._sheet.xl.cell(self._row, self._column)
        text = cell.value if text_to_display is None else text_to_display
        cell.hyperlink = address
        if address.startswith("#"):
            cell.hyperlink.location, cell.hyperlink.target = address[1:], None
        cell.hyperlink.tooltip = screen_tip
        self._set(self._row, self._column, text)

    # ------------------------------------------------------------ names, notes, selection

    @property
    def name(self) -> Name | None:
        """The name of exactly this range."""
        return name_of(self._whole())

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.add(value, content_of(self._whole()))

    def _whole(self) -> Range:
        return self._block(self._row, self._column, self._rows, self._columns)

    @property
    def note(self) -> Note | None:
        """The note of the first cell."""
        cell = self._sheet.xl.cell(self._row, self._column)
        return Note(self._block(self._row, self._column, 1, 1), cell) if cell.comment else None

    def add_note(self, text: str) -> Note:
        """Put a note on the first cell."""
        cell = self._sheet.xl.cell(self._row, self._column)
        cell.comment = Comment(text, "MediaMapper")
        return Note(self._block(self._row, self._column, 1, 1), cell)

    def select(self) -> None:
        """The file opens with these cells selected."""
        self._sheet.activate()
        view = self._sheet.xl.sheet_view.selection[0]
        address = self.get_address(False, False, False)
        view.activeCell, view.sqref = address.split(":")[0], address

    @property
    def current_region(self) -> Range:
        """The block around it, up to blank rows and columns."""
        top, left, bottom, right = self.corners
        filled = {
            (cell.row, cell.column)
            for row in self._sheet.xl.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        while True:
            touching = [
                at for at in filled if top - 1 <= at[0] <= bottom + 1 and left - 1 <= at[1] <= right + 1
            ]
            rows = [top, bottom, *(row for row, _ in touching)]
            columns = [left, right, *(column for _, column in touching)]
            grown = min(rows), min(columns), max(rows), max(columns)
            if grown == (top, left, bottom, right):
                return self._block(top, left, bottom - top + 1, right - left + 1)
            top, left, bottom, right = grown

    # ------------------------------------------------------------ copying

    def copy_to(self, target: Structure) -> None:
        """All of it to the block that begins at the first cell of *target*."""
        self._copy(target, values_only=False)

    def take_contents(self, source: Structure, paste: str) -> None:
        """A file keeps either a value or a formula in a cell, so both are the same here."""
        source._copy(self, values_only=True)

    def _copy(self, target: Structure, values_only: bool) -> None:
        top, left, bottom, right = self.corners
        cells = [
            [self._sheet.xl.cell(row, column) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]
        for down, line in enumerate(cells):
            for across, cell in enumerate(line):
                there = target._sheet.xl.cell(target._row + down, target._column + across)
                if not isinstance(there, MergedCell):
                    copy_cell(cell, there, values_only)


class Note(base_classes.Note):
    """The note of one cell."""

    def __init__(self, location: Range, cell: Value) -> None:
        self._location, self._cell = location, cell

    @property
    def api(self) -> Value:
        """openpyxl's comment."""
        return self._cell.comment

    @property
    def text(self) -> str:
        """What it says."""
        return str(self._cell.comment.text)

    @text.setter
    def text(self, value: str) -> None:
        self._cell.comment = Comment(value, self.author)

    @property
    def author(self) -> str:
        """Who wrote it."""
        return str(self._cell.comment.author)

    @property
    def location(self) -> Range:
        """Its cell."""
        return self._location

    def delete(self) -> None:
        """Take it away."""
        self._cell.comment = None


def copy_cell(cell: Value, there: Value, values_only: bool = False) -> None:
    """Value and looks of one cell to another; a formula's references move along."""
    value = cell.value
    if cell.data_type == "f" and isinstance(value, str):
        value = Translator(value, origin=cell.coordinate).translate_formula(there.coordinate)
    there.value = value
    if cell.data_type == "s":
        there.data_type = "s"
    if not values_only and cell.has_style:
        there.font, there.fill, there.border = copy(cell.font), copy(cell.fill), copy(cell.border)
        there.alignment, there.number_format = copy(cell.alignment), cell.number_format
