"""Formulas without a stored result, worked out where they are plain arithmetic over cells.

A program that writes a plan leaves its formulas to Excel, which works them out when somebody opens and saves the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isfinite

from worker.findings.files import FORMULA_CALCULATED, FORMULA_NOT_CALCULATED
from worker.plans.files.formula_functions import (
    CHOICES,
    COMPARISONS,
    DIVIDED,
    FUNCTIONS,
    VALUE,
    Failed,
    NotWorkedOut,
    Value,
    added,
    compare,
    factor,
    number,
    text,
)
from worker.plans.files.places import cell_of, letters_of, range_of
from worker.shapes.finding import Finding
from worker.shapes.grid import Book, Cell, Grid

MOST_FORMULAS, MOST_CELLS, DEEPEST = 5_000, 500_000, 50
"""More formulas, more cells in their ranges, or a longer chain of them are left to Excel."""
_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)"
    r"|(?P<range>(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\w(.:])"
    r"|(?P<columns>(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w(.:])"
    r"|(?P<name>[A-Za-z]+)(?=\s*\()"
    r"|(?P<truth>(?:TRUE|FALSE)\b)"
    r"|(?P<sign><>|<=|>=|[-+*/^%(),;<>=&]))"
)
_Token = tuple[str, str]
Place = tuple[int, int, int]
"""Sheet, row and column."""
LONGEST = 32_767
"""Letters that a cell holds."""


def calculated(book: Book) -> Book:
    """The book with what its formulas without a result come to, and a finding a sheet in place of the reader's own."""
    missing = [(at, place) for at, grid in enumerate(book.sheets) for place in grid.uncalculated]
    if not 0 < len(missing) <= MOST_FORMULAS:
        return book
    sheet = _Calculation(book.sheets)
    values: list[dict[tuple[int, int], Cell]] = [{} for _ in book.sheets]
    failures: list[dict[tuple[int, int], str]] = [{} for _ in book.sheets]
    for at, (row, column) in sorted(missing):
        try:
            values[at][row, column] = sheet.value((at, row, column))
        except Failed as error:
            failures[at][row, column] = str(error)
        except (NotWorkedOut, ArithmeticError, ValueError, RecursionError):
            continue
    grids = tuple(map(_filled, book.sheets, values, failures))
    others = [finding for finding in book.findings if finding.code != FORMULA_NOT_CALCULATED.code]
    notes = [note for grid, own in zip(grids, values, strict=True) for note in _notes(grid, own)]
    return replace(book, sheets=grids, findings=(*notes, *others))


def _filled(
    grid: Grid, values: Mapping[tuple[int, int], Cell], failures: Mapping[tuple[int, int], str]
) -> Grid:
    if not values and not failures:
        return grid
    rows = [list(row) for row in grid.cells]
    for (row, column), value in values.items():
        rows[row - 1][column - 1] = value
    rest = grid.uncalculated - values.keys() - failures.keys()
    return replace(grid, cells=rows, uncalculated=rest, errors={**grid.errors, **failures})


def _notes(grid: Grid, values: Mapping[tuple[int, int], Cell]) -> Iterator[Finding]:
    """One finding on a sheet: what is still without a result tells of the others as well."""
    kind = FORMULA_NOT_CALCULATED if grid.uncalculated else FORMULA_CALCULATED
    places = grid.uncalculated or values.keys()
    if places:
        row, column = min(places)
        formulas = "1 cell holds a formula" if len(places) == 1 else f"{len(places):,} cells hold formulas"
        yield kind.at(grid.sheet, f"{letters_of(column)}{row}", formulas=formulas)


class _Calculation:
    """The values of a book's formulas, each worked out once."""

    def __init__(self, sheets: Sequence[Grid]) -> None:
        self._sheets = sheets
        self._names = {grid.sheet.casefold(): at for at, grid in enumerate(sheets)}
        self._values: dict[Place, Cell] = {}
        self._failures: dict[Place, Failed] = {}
        self._open: set[Place] = set()
        self._cells = 0

    def value(self, place: Place) -> Cell:
        """What a cell holds, or its formula comes to.

        Raises:
            NotWorkedOut: it is no arithmetic, goes round in a circle, or needs a cell that is none.
            Failed: Excel shows an error.
        """
        at, row, column = place
        grid = self._sheets[at]
        if (row, column) in grid.errors:
            raise Failed(grid.errors[row, column])
        if (row, column) not in grid.uncalculated:
            return grid.at(row, column)
        if place in self._failures:
            raise self._failures[place]
        if place not in self._values:
            formula = grid.formulas.get((row, column))
            if not formula or place in self._open or len(self._open) > DEEPEST:
                raise NotWorkedOut
            self._open.add(place)
            try:
                self._values[place] = _one(_Reading(list(_tokens(formula)), at, self).value())
            except Failed as error:
                self._failures[place] = error
                raise
            finally:
                self._open.discard(place)
        return self._values[place]

    def cells(self, reference: str, at: int) -> Value:
        """The value of a cell, or those of a range, that a formula of sheet *at* names."""
        name, _, area = reference.rpartition("!")
        if name:
            at = self._names.get(name.strip("'").replace("''", "'").casefold(), -1)
        if at < 0:
            raise NotWorkedOut
        grid, area = self._sheets[at], area.upper().replace("$", "")
        bounds = range_of(area) or range_of(
            area.replace(":", "1:") + str(max(grid.height, 1))
        )  # 'A:B' is A1:B99
        if bounds is None:
            raise NotWorkedOut
        first, left, last, right = bounds
        if cell_of(area):
            return self.value((at, first, left))
        last, right = min(last, grid.height), min(right, grid.width)
        self._cells += max(0, last - first + 1) * max(0, right - left + 1)
        if self._cells > MOST_CELLS:
            raise NotWorkedOut
        return [self.value((at, r, c)) for r in range(first, last + 1) for c in range(left, right + 1)]


class _Reading:
    """One formula, read from left to right."""

    def __init__(self, tokens: Sequence[_Token], at: int, cells: _Calculation) -> None:
        self._tokens = tokens
        self._next, self._at, self._cells = 0, at, cells

    def value(self) -> Value:
        """What the whole formula comes to."""
        result = self._compared()
        if self._next != len(self._tokens):
            raise NotWorkedOut
        return result

    def _compared(self) -> Value:
        left = self._joined()
        while sign := self._take(*COMPARISONS):
            left = compare(sign, left, self._joined())
        return left

    def _joined(self) -> Value:
        left = self._sum()
        while self._take("&"):
            left = text(left) + text(self._sum())
            if len(left) > LONGEST:
                raise Failed(VALUE)
        return left

    def _peek(self) -> str:
        return self._tokens[self._next][1] if self._next < len(self._tokens) else ""

    def _take(self, *signs: str) -> str | None:
        if self._peek() not in signs or self._next == len(self._tokens):
            return None
        self._next += 1
        return self._tokens[self._next - 1][1]

    def _sum(self) -> Value:
        left = self._product()
        while sign := self._take("+", "-"):
            left = added(left, self._product(), 1 if sign == "+" else -1)
        return left

    def _product(self) -> Value:
        left = self._power()
        while sign := self._take("*", "/"):
            first, second = factor(left), self._power()
            if sign == "/" and not second:
                raise Failed(DIVIDED)
            left = first * factor(second) if sign == "*" else first / factor(second)
        return left

    def _power(self) -> Value:
        left = self._signed()
        while self._take("^"):
            base, exponent = number(left), number(self._signed())
            if base <= 0:
                raise NotWorkedOut
            left = base**exponent
        return left

    def _signed(self) -> Value:
        if self._take("-"):
            return -number(self._signed())
        if self._take("+"):
            return self._signed()
        value = self._part()
        while self._take("%"):
            value = number(value) / 100
        return value

    def _part(self) -> Value:
        if self._take("("):
            value = self._compared()
            if not self._take(")"):
                raise NotWorkedOut
            return value
        if self._next == len(self._tokens):
            raise NotWorkedOut
        kind, token = self._tokens[self._next]
        self._next += 1
        match kind:
            case "number":
                return float(token)
            case "text":
                return token[1:-1].replace('""', '"')
            case "truth":
                return token == "TRUE"
            case "range" | "columns":
                return self._cells.cells(token, self._at)
            case "name":
                return self._called(token.upper())
        raise NotWorkedOut

    def _called(self, name: str) -> Value:
        """What a function comes to; of a condition only the branch that it takes is worked out."""
        arguments = [_Reading(tokens, self._at, self._cells).value for tokens in self._arguments()]
        if name in CHOICES:
            return CHOICES[name](arguments)
        if name not in FUNCTIONS:
            raise NotWorkedOut
        return FUNCTIONS[name]([argument() for argument in arguments])

    def _arguments(self) -> list[Sequence[_Token]]:
        """The tokens of each argument of the function whose bracket comes next."""
        arguments: list[Sequence[_Token]] = []
        first, deep = self._next + 1, 0
        for at in range(self._next, len(self._tokens)):
            kind, token = self._tokens[at]
            if kind == "sign":
                deep += (token == "(") - (token == ")")
                if deep == 0 or (deep == 1 and token in (",", ";")):
                    arguments.append(self._tokens[first:at])
                    first = at + 1
                if deep == 0:
                    self._next = at + 1
                    return arguments
        raise NotWorkedOut


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(formula.rstrip()):
        match = _TOKEN.match(formula, at)
        if match is None or match.lastgroup is None:
            raise NotWorkedOut
        yield match.lastgroup, match[match.lastgroup]
        at = match.end()


def _one(value: Value) -> Cell:
    """What stands in the cell: a whole number as such, a reference to a blank cell as 0, nothing for an empty text."""
    if isinstance(value, list):
        raise NotWorkedOut
    if value is None:
        return 0
    if value == "":
        return None
    if isinstance(value, float):
        if not isfinite(value):
            raise NotWorkedOut
        value = round(value, 10)
        return int(value) if value.is_integer() else value
    return value
