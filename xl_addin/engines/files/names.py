"""Named ranges of a file, of the workbook and of one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.workbook.defined_name import DefinedName

from xl_addin.engines.cell_values import Value
from xl_addin.engines.common import names
from xl_addin.engines.common.names import content_of

if TYPE_CHECKING:
    from xl_addin.engines.files.app import Book
    from xl_addin.engines.files.ranges import Range
    from xl_addin.engines.files.sheets import Sheet


class Name(names.Name):
    """openpyxl's defined name."""

    @property
    def _owner(self) -> Value:
        return _names_of(self._book, self._sheet)

    @property
    def plain(self) -> str:
        """'total', without its sheet."""
        return str(self.xl.name)

    def rename(self, plain: str) -> None:
        """Another name in the same scope."""
        del self._owner[self.xl.name]
        self.xl.name = plain
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


class Names(names.Names):
    """openpyxl's defined names."""

    @property
    def api(self) -> Value:
        """openpyxl's defined names."""
        return _names_of(self._book, self._sheet)

    def of(self, sheet: Value) -> list[Name]:
        """The names that only *sheet* knows, or with None those of the workbook."""
        return [Name(self._book, xl, sheet) for xl in _names_of(self._book, sheet).values()]

    def put(self, sheet: Value, plain: str, content: str) -> Name:
        """Make or change a name of *sheet*, or with None of the workbook; *content* has no '='."""
        xl = _names_of(self._book, sheet)[plain] = DefinedName(plain, attr_text=content)
        return Name(self._book, xl, sheet)


def _names_of(book: Book, sheet: Sheet | None) -> Value:
    return (sheet.xl if sheet else book.workbook).defined_names


def named_range(sheet: Sheet, name: str) -> Range | None:
    """The range that *name* means on *sheet*, None where it is no name."""
    for scope in (sheet, None):
        for entry in Names(sheet.book).of(scope):
            if entry.xl.name.casefold() == name.casefold():
                return entry.refers_to_range
    return None


def name_of(block: Range) -> Name | None:
    """The name of exactly this range."""
    content = content_of(block).removeprefix("=")
    for scope in (None, block.sheet):
        for name in Names(block.sheet.book).of(scope):
            if name.xl.attr_text.replace("'", "") == content.replace("'", ""):
                return name
    return None
