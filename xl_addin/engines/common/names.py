"""Named ranges, of a workbook and of one sheet."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.engines.cell_values import Value
from xl_addin.engines.lean_xlwings import base_classes


class Name(base_classes.Name):
    """A name for a range or a formula; the engines say what is behind it."""

    scope = ""
    """What its sheet was called when all names were walked through."""

    def __init__(self, book: Value, xl: Value, sheet: Value = None) -> None:
        self._book, self.xl, self._sheet = book, xl, sheet

    @property
    def api(self) -> Value:
        """The program's own name."""
        return self.xl

    @property
    def plain(self) -> str:
        """'total', without its sheet."""
        raise NotImplementedError

    def rename(self, plain: str) -> None:
        """Another name in the same scope."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """'total', or 'Sheet1!total' where only that sheet knows it."""
        return f"{in_formula(self.scope or self._sheet.name)}!{self.plain}" if self._sheet else self.plain

    @name.setter
    def name(self, value: str) -> None:
        self.rename(value.rpartition("!")[2])


class Names(base_classes.Names):
    """The names of a workbook, those of its sheets included, or of one sheet alone."""

    def __init__(self, book: Value, sheet: Value = None) -> None:
        self._book, self._sheet = book, sheet

    def of(self, sheet: Value) -> list[Value]:
        """The names that only *sheet* knows, or with None those of the workbook."""
        raise NotImplementedError

    def put(self, sheet: Value, plain: str, content: str) -> Value:
        """Make or change a name of *sheet*, or with None of the workbook; *content* has no '='."""
        raise NotImplementedError

    def _scopes(self) -> list[Value]:
        """In which an unqualified name is looked up, nearest first."""
        return [self._sheet] if self._sheet else [None, *self._book.sheets]

    def _all(self) -> list[Value]:
        return [name for scope in self._scopes() for name in self.of(scope)]

    def snapshot(self) -> list[tuple[str, Value]]:
        """Each with what it is called. A plan that was copied often has thousands: they are walked through once."""
        pairs = []
        for sheet in self._scopes():
            scope = sheet.name if sheet else ""
            for name in self.of(sheet):
                name.scope = scope
                pairs.append((name.name, name))
        return pairs

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Value]:
        return iter(self._all())

    def __call__(self, name_or_index: str | int) -> Value:
        """By name, or by place from 1."""
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        name = self._by_name(name_or_index)
        if name is None:
            raise KeyError(name_or_index)
        return name

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is such a name."""
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        return self._by_name(name_or_index) is not None

    __contains__ = contains

    def _by_name(self, name: str) -> Value:
        scope, _, plain = name.rpartition("!")
        scopes = [self._book.sheets(_unquoted(scope))] if scope else self._scopes()
        names = (entry for sheet in scopes for entry in self.of(sheet))
        return next((entry for entry in names if entry.plain.casefold() == plain.casefold()), None)

    def add(self, name: str, refers_to: str) -> Value:
        """A new name; one that is there already is changed."""
        scope, _, plain = name.rpartition("!")
        sheet = self._book.sheets(_unquoted(scope)) if scope else self._sheet
        return self.put(sheet, plain, refers_to.removeprefix("="))


def content_of(block: Value) -> str:
    """'=Sheet1!$A$1:$B$2', for a name or a drop-down."""
    return f"={in_formula(block.sheet.name)}!{block.address}"


def in_formula(sheet: str) -> str:
    """The name of a sheet, quoted where a formula needs it."""
    plain = sheet.replace("_", "a").isalnum() and not sheet[0].isdigit()
    return sheet if plain else quoted(sheet)


def quoted(sheet: str) -> str:
    """The name of a sheet as a formula quotes it."""
    return "'" + sheet.replace("'", "''") + "'"


def _unquoted(scope: str) -> str:
    return scope[1:-1].replace("''", "'") if scope.startswith("'") else scope
