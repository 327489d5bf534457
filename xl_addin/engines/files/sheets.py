"""Worksheets of the file engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl.utils
from openpyxl.cell.cell import MergedCell

from xl_addin.engines.cell_values import Value
from xl_addin.engines.common import sheet
from xl_addin.engines.common.block import Box
from xl_addin.engines.common.sheet import name_of_copy, neighbour
from xl_addin.engines.files.charts import Charts
from xl_addin.engines.files.names import Names, named_range
from xl_addin.engines.files.ranges import Range
from xl_addin.engines.files.structure import copy_cell
from xl_addin.engines.lean_xlwings import base_classes

if TYPE_CHECKING:
    from xl_addin.engines.files.app import Book

Worksheet = Value
"""openpyxl's own; its type stubs are narrower than what it takes."""


class Sheet(sheet.Sheet):
    """One worksheet."""

    range_class = Range

    def __init__(self, book: Book, xl: Worksheet) -> None:
        self._book = book
        self.xl = xl

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.xl.title)

    @name.setter
    def name(self, value: str) -> None:
        self.xl.title = value

    @property
    def index(self) -> int:
        """Its place, from 1."""
        return int(self._book.workbook.worksheets.index(self.xl)) + 1

    @property
    def visible(self) -> bool:
        """Whether a person sees it."""
        return bool(self.xl.sheet_state == "visible")

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.sheet_state = "visible" if value else "hidden"

    @property
    def show_gridlines(self) -> bool:
        """Whether lines between cells show."""
        return self.xl.sheet_view.showGridLines is not False

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.xl.sheet_view.showGridLines = value

    @property
    def freeze_panes(self) -> FreezePanes:
        """What stays in view."""
        return FreezePanes(self.xl)

    @property
    def used_range(self) -> Range:
        """From the first to the last cell in use."""
        return self.range(self.xl.calculate_dimension())

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, 1, 1, 1_048_576, 16_384)

    @property
    def names(self) -> Names:
        """The named ranges that only this sheet knows."""
        return Names(self._book, self)

    @property
    def charts(self) -> Charts:
        """The charts that were made here."""
        return Charts(self)

    @property
    def page_setup(self) -> PageSetup:
        """How it prints."""
        return PageSetup(self)

    @property
    def formatted(self) -> Range:
        """What is in use: a cell that is only looked at would be in use, too."""
        return self.used_range

    def corners_of(self, place: str) -> Box:
        """What an address or a name means on this sheet."""
        named = named_range(self, place)
        if named is not None:
            return named.corners
        left, top, right, bottom = openpyxl.utils.range_boundaries(place.replace("$", ""))
        return top or 1, left or 1, bottom or 1_048_576, right or 16_384

    def activate(self) -> None:
        """Open the file on this sheet."""
        for worksheet in self._book.workbook.worksheets:
            worksheet.sheet_view.tabSelected = worksheet is self.xl
        self._book.workbook.active = self._book.workbook.worksheets.index(self.xl)

    def delete(self) -> None:
        """Take it out of the book."""
        self._book.workbook.remove(self.xl)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """A copy beside a sheet of this or another book, called 'Name (2)'; charts and pictures stay behind."""
        target = neighbour(before, after).book
        duplicate = target.sheets.add(
            before, after, name_of_copy(self.name, [sheet.name for sheet in target.sheets])
        )
        for row in self.xl.iter_rows():
            for cell in row:
                if not isinstance(cell, MergedCell):
                    copy_cell(cell, duplicate.xl.cell(cell.row, cell.column))
        for merged in self.xl.merged_cells.ranges:
            duplicate.xl.merge_cells(merged.coord)
        for ours, theirs in (
            (self.xl.column_dimensions, duplicate.xl.column_dimensions),
            (self.xl.row_dimensions, duplicate.xl.row_dimensions),
        ):
            for key, dimension in ours.items():
                theirs[key].hidden = dimension.hidden
                for size in ("width", "height"):
                    if hasattr(dimension, size):
                        setattr(theirs[key], size, getattr(dimension, size))

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        """Put it beside another sheet of its book."""
        beside = neighbour(before, after)
        sheets = self._book.workbook._sheets
        sheets.remove(self.xl)
        sheets.insert(sheets.index(beside.xl) + (1 if after and not before else 0), self.xl)


class FreezePanes(base_classes.FreezePanes):
    """Rows and columns that stay in view."""

    def __init__(self, xl: Worksheet) -> None:
        self.xl = xl

    def freeze_at(self, frozen_range: Value) -> None:
        """Keep *frozen_range*, which starts at A1, in view; its rows head each printed page."""
        address = frozen_range if isinstance(frozen_range, str) else frozen_range.address
        _, _, right, bottom = openpyxl.utils.range_boundaries(address.replace("$", ""))
        column = "A" if right is None else openpyxl.utils.get_column_letter(right + 1)
        self.xl.freeze_panes = f"{column}{1 if bottom is None else bottom + 1}"
        self.xl.print_title_rows = f"1:{bottom}" if bottom else None

    def unfreeze(self) -> None:
        """Let everything scroll."""
        self.xl.freeze_panes = None


class PageSetup(base_classes.PageSetup):
    """How a sheet prints."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def print_area(self) -> str | None:
        """'$A$1:$B$2'; None for everything."""
        area = self._sheet.xl.print_area
        return str(area).rpartition("!")[2] if area else None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        self._sheet.xl.print_area = value
