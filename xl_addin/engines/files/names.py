"""Named ranges of a file, of the workbook and of one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from xl_addin.engines.cell_values import Value
from xl_addin.engines.lean_xlwings import base_classes

if TYPE_CHECKING:
    from xl_addin.engines.files.app import Book
    from xl_addin.engines.files.ranges import Range
    from xl_addin.engines.files.sheets import Sheet


class Name(base_classes.Name):
    """A name for a range or a formula."""

    def __init__(self, book: Book, xl: Value, sheet: Sheet | None) -> None:
        self._book, self.xl, self._sheet = book, xl, sheet

    @property
    def api(self) -> Value:
        """openpyxl's defined name."""
        return self.xl

    @property
    def _owner(self) -> Value:
        return (self._sheet.xl if self._sheet else self._book.workbook).defined_names

    @property
    def name(self) -> str:
        """'total', or 'Sheet1!total' where only that sheet knows it."""
        return f"{sheet_in_formula(self._sheet.name)}!{self.xl.name}" if self._sheet else str(self.xl.name)

    @name.setter
    def name(self, value: str) -> None:
        del self._owner[self.xl.name]
        self.xl.name = value.rpartition("!")[2]
        self._owner[self.xl.name] = self.xl

    @property
    def refers_to(self) -> str:
        """'=Sheet1!$A$1:$B$2'."""
        return f"={self.xl.attr_text}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.xl.attr_text = value.removeprefix("=")

    @property
    def refers_to_range(self) -> Range:
        """The range.

        Raises:
            ValueError: it names none.
        """
        places = list(self.xl.destinations)
        if len(places) != 1:
            raise ValueError(f"'{self.name}' names no range.")
        sheet, address = places[0]
        return self._book.sheets(sheet).range(address.replace("$", ""))

    def delete(self) -> None:
        """Forget it; the cells stay."""
        del self._owner[self.xl.name]


class Names(base_classes.Names):
    """The names of a workbook, those of its sheets included, or of one sheet alone."""

    def __init__(self, book: Book, sheet: Sheet | None = None) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> Value:
        """openpyxl's defined names."""
        return (self._sheet.xl if self._sheet else self._book.workbook).defined_names

    def _scopes(self) -> list[Sheet | None]:
        return [self._sheet] if self._sheet else [None, *self._book.sheets]

    def _all(self) -> list[Name]:
        return [name for scope in self._scopes() for name in _in(self._book, scope)]

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
            for entry in _in(self._book, sheet):
                if entry.xl.name.casefold() == plain.casefold():
                    return entry
        return None

    def add(self, name: str, refers_to: str) -> Name:
        """A new name; one that is there already is changed."""
        scope, _, plain = name.rpartition("!")
        sheet = self._book.sheets(_unquoted(scope)) if scope else self._sheet
        owner = (sheet.xl if sheet else self._book.workbook).defined_names
        owner[plain] = DefinedName(plain, attr_text=refers_to.removeprefix("="))
        return Name(self._book, owner[plain], sheet)


def _in(book: Book, sheet: Sheet | None) -> list[Name]:
    owner = (sheet.xl if sheet else book.workbook).defined_names
    return [Name(book, xl, sheet) for xl in owner.values()]


def named_range(sheet: Sheet, name: str) -> Range | None:
    """The range that *name* means on *sheet*, None where it is no name."""
    for scope in (sheet, None):
        for entry in _in(sheet.book, scope):
            if entry.xl.name.casefold() == name.casefold():
                return entry.refers_to_range
    return None


def name_of(block: Range) -> Name | None:
    """The name of exactly this range."""
    wanted = content_of(block).removeprefix("=")
    for scope in (None, block.sheet):
        for name in _in(block.sheet.book, scope):
            if name.xl.attr_text.replace("'", "") == wanted.replace("'", ""):
                return name
    return None


def content_of(block: Range) -> str:
    """'=Sheet1!$A$1:$B$2'."""
    return f"={sheet_in_formula(block.sheet.name)}!{block.address}"


def sheet_in_formula(name: str) -> str:
    """Quoted where a formula needs it."""
    plain = name.replace("_", "a").isalnum() and not name[0].isdigit()
    return name if plain else str(quote_sheetname(name))


def _unquoted(scope: str) -> str:
    return scope[1:-1].replace("''", "'") if scope.startswith("'") else scope
