"""Worksheets of an office's workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from worker.errors import UsageError
from xl_addin.engines.cell_values import Value
from xl_addin.engines.common import sheet
from xl_addin.engines.common.block import Box
from xl_addin.engines.common.sheet import name_of_copy, neighbour
from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno import gridlines
from xl_addin.engines.uno.charts import Charts
from xl_addin.engines.uno.connection import Part, closed
from xl_addin.engines.uno.names import Names, named_range
from xl_addin.engines.uno.ranges import Range
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.books import Book

ALL_CONTENT = 1 | 2 | 4 | 16
"""com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA."""


class Sheets(Part, base_classes.Sheets):
    """The sheets of a workbook, in order."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.office = book.office

    @property
    def api(self) -> UnoObject:
        """The document's sheets."""
        return self.book.xl.Sheets

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        return Sheet(self.book, self.book.controller.getActiveSheet())

    def __call__(self, name_or_index: str | int) -> Sheet:
        """By name, or by place from 1."""
        if isinstance(name_or_index, str):
            for name in self.api.getElementNames():
                if name.casefold() == name_or_index.casefold():
                    return Sheet(self.book, self.api.getByName(name), name)
            raise KeyError(name_or_index)
        return Sheet(self.book, self.api.getByIndex(int(name_or_index) - 1))

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __iter__(self) -> Iterator[Sheet]:
        sheets = self.api
        return iter([Sheet(self.book, sheets.getByName(name), name) for name in sheets.getElementNames()])

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """An empty sheet beside another, else before the active one; it is active then."""
        self.check_open("A sheet can't be added")
        at = after.index if after and not before else (before or self.active).index - 1
        title = name or self.free_name()
        self.api.insertNewByName(title, at)
        sheet = Sheet(self.book, self.api.getByName(title), title)
        sheet.activate()
        return sheet

    def free_name(self, stem: str = "Sheet", pattern: str = "{stem}{number}") -> str:
        """'Sheet4' where three are there."""
        names = {name.casefold() for name in self.api.getElementNames()}
        number = 1
        while (name := pattern.format(stem=stem, number=number)).casefold() in names:
            number += 1
        return name

    def check_open(self, what: str) -> None:
        """Raise UsageError where the workbook's structure is protected."""
        if self.book.xl.isProtected():
            raise UsageError(
                f"{what}: the structure of {self.book.name} is protected.",
                "Take the protection away (Tools > Protect Spreadsheet Structure), then try again.",
                code="protected",
            )


class Sheet(Part, sheet.Sheet):
    """One worksheet."""

    range_class = Range

    def __init__(self, book: Book, xl: UnoObject, called: str | None = None) -> None:
        self._book = book
        self.office = book.office
        self.xl = xl
        self._called = str(xl.getName()) if called is None else called
        self._still: object = None
        self._protected = False

    @property
    def name(self) -> str:
        """Its name.

        Raises:
            WorkerProblem: it is gone; LibreOffice then answers for the sheet that took its place.
        """
        if self.office.still is None and self.xl.getName() != self._called:
            raise closed()
        return self._called

    @name.setter
    def name(self, value: str) -> None:
        self._book.sheets.check_open("The sheet can't be renamed")
        if value.casefold() != self.name.casefold() and self._book.sheets.api.hasByName(value):
            raise ValueError(f"Sheet named '{value}' already present in workbook")
        self.xl.setName(value)
        self._called = value

    @property
    def index(self) -> int:
        """Its place, from 1."""
        return int(self.xl.getRangeAddress().Sheet) + 1

    @property
    def names(self) -> Names:
        """The named ranges that only this sheet knows."""
        return Names(self._book, self)

    @property
    def charts(self) -> Charts:
        """Its charts."""
        return Charts(self)

    @property
    def page_setup(self) -> PageSetup:
        """How it prints."""
        return PageSetup(self)

    @property
    def visible(self) -> bool:
        """Whether a person sees it."""
        return bool(self.xl.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.IsVisible = bool(value)

    @property
    def protected(self) -> bool:
        """Whether its locked cells can't be written."""
        return bool(self.xl.isProtected())

    def check_there(self) -> None:
        """Raise where it is gone, before what is done next: LibreOffice would do it to the sheet that took its place."""
        self.office.check(self.xl, "getName", self._called)

    def is_open(self) -> bool:
        """Whether all its cells may be written; asked once while the screen stands still."""
        if self.office.still is None or self._still is not self.office.still:
            self._protected, self._still = self.protected, self.office.still
        return not self._protected

    @property
    def show_gridlines(self) -> bool:
        """Whether lines between cells show."""
        with self._in_view() as view:
            return gridlines.are_on(self.office, view)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        with self._in_view() as view:
            gridlines.show(self.office, view, bool(value))

    @property
    def freeze_panes(self) -> FreezePanes:
        """What stays in view."""
        return FreezePanes(self)

    @contextmanager
    def _in_view(self) -> Iterator[UnoObject]:
        """The view while it shows this sheet: what is frozen or ruled belongs to the sheet in view."""
        view = self._book.controller
        before = view.getActiveSheet()
        change = before.getName() != self.xl.getName()
        if change:
            view.setActiveSheet(self.xl)
        try:
            yield view
        finally:
            if change:
                view.setActiveSheet(before)

    @property
    def used_range(self) -> Range:
        """From the first to the last cell with content; A1 of an empty sheet."""
        box = self.used_box()
        if box is None:
            return Range(self, 1, 1, 1, 1)
        top, left, bottom, right = box
        return Range(self, top, left, bottom - top + 1, right - left + 1)

    def used_box(self) -> Box | None:
        """First row and column, last row and column of what has content, from 1."""
        areas = self.xl.queryContentCells(ALL_CONTENT).getRangeAddresses()
        if not areas:
            return None
        return (
            min(a.StartRow for a in areas) + 1,
            min(a.StartColumn for a in areas) + 1,
            max(a.EndRow for a in areas) + 1,
            max(a.EndColumn for a in areas) + 1,
        )

    @property
    def cells(self) -> Range:
        """All cells."""
        whole = self.xl.getRangeAddress()
        return Range(self, 1, 1, whole.EndRow + 1, whole.EndColumn + 1)

    def corners_of(self, place: str) -> Box:
        """What an address or a name means on this sheet."""
        named = named_range(self, place)
        if named is not None:
            return named.corners
        try:
            area = self.xl.getCellRangeByName(place).getRangeAddress()
        except self.office.refused as error:
            raise ValueError(f"'{place}' is no range of sheet '{self.name}'.") from error
        return area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1

    def activate(self) -> None:
        """Bring it to the front of its workbook."""
        self._book.controller.setActiveSheet(self.xl)

    def delete(self) -> None:
        """Take it out of the workbook."""
        sheets = self._book.sheets
        sheets.check_open("The sheet can't be deleted")
        sheets.api.removeByName(self.name)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """A copy beside a sheet of this or another workbook, called 'Name (2)'."""
        beside = neighbour(before, after)
        target, at = beside.book, beside.index - (1 if before else 0)
        name = self.name
        candidate = name_of_copy(name, target.sheets.api.getElementNames())
        if target is self._book:
            target.sheets.api.copyByName(name, candidate, at)
            return
        place = target.sheets.api.importSheet(self._book.xl, name, at)
        target.sheets.api.getByIndex(place).setName(candidate)

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        """Put it beside another sheet of its workbook."""
        beside = neighbour(before, after)
        self._book.sheets.api.moveByName(self.name, beside.index - (1 if before else 0))


class FreezePanes(Part, base_classes.FreezePanes):
    """Rows and columns that stay in view."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.office = sheet.office

    def freeze_at(self, frozen_range: Value) -> None:
        """Keep *frozen_range*, which starts at A1, in view; whole rows or columns freeze only those."""
        address = frozen_range if isinstance(frozen_range, str) else frozen_range.address
        area = self._sheet.xl.getCellRangeByName(address.replace("$", "")).getRangeAddress()
        whole = self._sheet.xl.getRangeAddress()
        columns = 0 if area.EndColumn == whole.EndColumn else area.EndColumn + 1
        rows = 0 if area.EndRow == whole.EndRow else area.EndRow + 1
        with self._sheet._in_view() as view:
            view.freezeAtPosition(columns, rows)

    def unfreeze(self) -> None:
        """Let everything scroll."""
        with self._sheet._in_view() as view:
            view.freezeAtPosition(0, 0)


class PageSetup(Part, base_classes.PageSetup):
    """How a sheet prints."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.office = sheet.office

    @property
    def print_area(self) -> str | None:
        """'$A$1:$B$2'; None for everything."""
        areas = self._sheet.xl.getPrintAreas()
        return self._sheet.book.range_at(areas[0]).address if areas else None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        areas = () if value is None else (self._sheet.range(value).xl.getRangeAddress(),)
        self._sheet.xl.setPrintAreas(areas)
