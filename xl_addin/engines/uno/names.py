"""Named ranges, of a workbook and of one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_addin.engines.cell_values import Value
from xl_addin.engines.common import names
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.formulas import to_excel, to_office
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.books import Book
    from xl_addin.engines.uno.ranges import Range
    from xl_addin.engines.uno.sheets import Sheet


class Name(Part, names.Name):
    """The UNO name."""

    def __init__(self, book: Book, xl: UnoObject, sheet: Sheet | None, plain: str) -> None:
        super().__init__(book, xl, sheet)
        self.office = book.office
        self._plain = plain

    @property
    def plain(self) -> str:
        """'total', without its sheet."""
        return self._plain

    def rename(self, plain: str) -> None:
        """Another name in the same scope."""
        self.xl.setName(plain)
        self._plain = plain

    @property
    def refers_to(self) -> str:
        """'=Sheet1!$A$1:$B$2'."""
        return "=" + to_excel(self.xl.getContent())

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.xl.setContent(to_office(value.removeprefix("=")))

    @property
    def refers_to_range(self) -> Range:
        """The range.

        Raises:
            ValueError: it names none.
        """
        cells = self.xl.getReferredCells()
        if cells is None:
            raise ValueError(f"'{self.name}' names no range.")
        return self._book.range_at(cells.getRangeAddress())

    def delete(self) -> None:
        """Forget it; the cells stay."""
        _names_of(self._book, self._sheet).removeByName(self._plain)


class Names(Part, names.Names):
    """The UNO names."""

    def __init__(self, book: Book, sheet: Sheet | None = None) -> None:
        super().__init__(book, sheet)
        self.office = book.office

    @property
    def api(self) -> UnoObject:
        """The UNO names."""
        return _names_of(self._book, self._sheet)

    def of(self, sheet: Value) -> list[Name]:
        """The names that only *sheet* knows, or with None those of the workbook."""
        owner = _names_of(self._book, sheet)
        return [Name(self._book, owner.getByName(name), sheet, name) for name in owner.getElementNames()]

    def put(self, sheet: Value, plain: str, content: str) -> Name:
        """Make or change a name of *sheet*, or with None of the workbook; *content* has no '='."""
        owner, formula = _names_of(self._book, sheet), to_office(content)
        if owner.hasByName(plain):
            owner.getByName(plain).setContent(formula)
        else:
            owner.addNewByName(plain, formula, self.office.struct("com.sun.star.table.CellAddress"), 0)
        return Name(self._book, owner.getByName(plain), sheet, plain)


def _names_of(book: Book, sheet: Sheet | None) -> UnoObject:
    return (sheet or book).xl.NamedRanges


def named_range(sheet: Sheet, name: str) -> Range | None:
    """The range that *name* means on *sheet*, None where it is no name."""
    for scope in (sheet.xl, sheet.book.xl):
        if scope.NamedRanges.hasByName(name):
            cells = scope.NamedRanges.getByName(name).getReferredCells()
            return sheet.book.range_at(cells.getRangeAddress()) if cells is not None else None
    return None


def name_of(block: Range) -> Name | None:
    """The name of exactly this range."""
    address = block.xl.getRangeAddress()
    book = block.sheet.book
    for scope in (None, block.sheet):
        for name in Names(book).of(scope):
            cells = name.xl.getReferredCells()
            if cells is not None and _same(cells.getRangeAddress(), address):
                return name
    return None


def _same(one: Value, other: Value) -> bool:
    parts = ("Sheet", "StartRow", "StartColumn", "EndRow", "EndColumn")
    return all(getattr(one, part) == getattr(other, part) for part in parts)
