"""Named ranges, of a workbook and of one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xl_addin.engines.cell_values import Value
from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.formulas import quoted, to_excel, to_office
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.books import Book
    from xl_addin.engines.uno.ranges import Range
    from xl_addin.engines.uno.sheets import Sheet


class Name(Part, base_classes.Name):
    """A name for a range or a formula."""

    def __init__(self, book: Book, xl: UnoObject, sheet: Sheet | None) -> None:
        self._book, self.xl, self._sheet = book, xl, sheet
        self.office = book.office

    @property
    def api(self) -> UnoObject:
        """The UNO name."""
        return self.xl

    @property
    def name(self) -> str:
        """'total', or 'Sheet1!total' where only that sheet knows it."""
        return f"{_prefix(self._sheet)}{self.xl.getName()}" if self._sheet else str(self.xl.getName())

    @name.setter
    def name(self, value: str) -> None:
        self.xl.setName(value.rpartition("!")[2])

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
        owner = self._sheet.xl if self._sheet else self._book.xl
        owner.NamedRanges.removeByName(self.xl.getName())


class _Names(Part, base_classes.Names):
    """What names of a workbook and of a sheet have in common."""

    def _all(self) -> list[Name]:
        raise NotImplementedError

    def _scopes(self) -> list[Sheet | None]:
        """In which an unqualified name is looked up, nearest first."""
        raise NotImplementedError

    _book: Book

    @property
    def api(self) -> UnoObject:
        """The workbook's named ranges."""
        return self._book.xl.NamedRanges

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def __call__(self, name_or_index: str | int) -> Name:
        """By name, or by place from 1."""
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        name = self._find(name_or_index)
        if name is None:
            raise KeyError(name_or_index)
        return name

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is such a name."""
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        return self._find(name_or_index) is not None

    __contains__ = contains

    def _find(self, name: str) -> Name | None:
        scope, _, plain = name.rpartition("!")
        scopes = [self._book.sheets(_unquoted(scope))] if scope else self._scopes()
        for sheet in scopes:
            for entry in names_in(self._book, sheet):
                if entry.xl.getName().casefold() == plain.casefold():
                    return entry
        return None

    def add(self, name: str, refers_to: str) -> Name:
        """A new name; one that is there already is changed."""
        scope, _, plain = name.rpartition("!")
        sheet = self._book.sheets(_unquoted(scope)) if scope else self._scopes()[0]
        owner = sheet.xl if sheet else self._book.xl
        content = to_office(refers_to.removeprefix("="))
        if owner.NamedRanges.hasByName(plain):
            owner.NamedRanges.getByName(plain).setContent(content)
        else:
            base = self.office.struct("com.sun.star.table.CellAddress")
            owner.NamedRanges.addNewByName(plain, content, base, 0)
        return Name(self._book, owner.NamedRanges.getByName(plain), sheet)


class BookNames(_Names):
    """All names of a workbook, those of its sheets included."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.office = book.office

    def _scopes(self) -> list[Sheet | None]:
        return [None, *self._book.sheets]

    def _all(self) -> list[Name]:
        return [name for scope in self._scopes() for name in names_in(self._book, scope)]


class SheetNames(_Names):
    """The names that one sheet alone knows."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._book = sheet, sheet.book
        self.office = sheet.office

    def _scopes(self) -> list[Sheet | None]:
        return [self._sheet]

    def _all(self) -> list[Name]:
        return names_in(self._book, self._sheet)


def names_in(book: Book, sheet: Sheet | None) -> list[Name]:
    """The names of one scope."""
    owner = (sheet.xl if sheet else book.xl).NamedRanges
    return [Name(book, owner.getByName(name), sheet) for name in owner.getElementNames()]


def named_range(sheet: Sheet, name: str) -> Range | None:
    """The range that *name* means on *sheet*, None where it is no name."""
    for scope in (sheet.xl, sheet.book.xl):
        if scope.NamedRanges.hasByName(name):
            cells = scope.NamedRanges.getByName(name).getReferredCells()
            return sheet.book.range_at(cells.getRangeAddress()) if cells is not None else None
    return None


def name_of(block: Range) -> Name | None:
    """The name of exactly this range."""
    wanted = block.xl.getRangeAddress()
    book = block.sheet.book
    for scope in (None, block.sheet):
        for name in names_in(book, scope):
            cells = name.xl.getReferredCells()
            if cells is not None and _same(cells.getRangeAddress(), wanted):
                return name
    return None


def content_of(block: Range) -> str:
    """'=Sheet1!$A$1:$B$2', for a name or a drop-down."""
    return f"={_prefix(block.sheet)}{block.address}"


def _same(one: Value, other: Value) -> bool:
    parts = ("Sheet", "StartRow", "StartColumn", "EndRow", "EndColumn")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


def _prefix(sheet: Sheet) -> str:
    name = sheet.name
    plain = name.replace("_", "a").isalnum() and not name[0].isdigit()
    return f"{name if plain else quoted(name)}!"


def _unquoted(scope: str) -> str:
    return scope[1:-1].replace("''", "'") if scope.startswith("'") else scope
