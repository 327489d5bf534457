"""Formulas without a stored result, worked out where they are plain arithmetic over cells.

A program that writes a plan leaves its formulas to Excel, which works them out when somebody opens and saves the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import isfinite, prod

from worker.findings.files import FORMULA_CALCULATED, FORMULA_NOT_CALCULATED
from worker.plans.files.places import cell_of, letters_of, range_of
from worker.shapes.finding import Finding
from worker.shapes.grid import Book, Cell, Grid

MOST_FORMULAS, MOST_CELLS, DEEPEST = 5_000, 500_000, 50
"""More formulas, more cells in their ranges, or a longer chain of them are left to Excel."""
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)"
    r"|(?P<range>(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\w(.])"
    r"|(?P<name>[A-Za-z]+)(?=\s*\()"
    r"|(?P<sign>[-+*/^%(),;]))"
)
Place = tuple[int, int, int]
"""Sheet, row and column."""
Value = Cell | list[Cell]
"""What a part of a formula comes to: a cell's value, or the cells of a range."""


class _NotWorkedOut(Exception):
    """A formula that is more than arithmetic, or whose cells are no numbers."""


def calculated(book: Book) -> Book:
    """The book with what its formulas without a result come to, and a finding a sheet in place of the reader's own."""
    missing = [(at, place) for at, grid in enumerate(book.sheets) for place in grid.uncalculated]
    if not 0 < len(missing) <= MOST_FORMULAS:
        return book
    sheet = _Calculation(book.sheets)
    values: list[dict[tuple[int, int], Cell]] = [{} for _ in book.sheets]
    for at, (row, column) in sorted(missing):
        try:
            values[at][row, column] = sheet.value((at, row, column))
        except (_NotWorkedOut, ArithmeticError, ValueError, RecursionError):
            continue
    grids = tuple(map(_filled, book.sheets, values))
    others = [finding for finding in book.findings if finding.code != FORMULA_NOT_CALCULATED.code]
    notes = [note for grid, own in zip(grids, values, strict=True) for note in _notes(grid, own)]
    return replace(book, sheets=grids, findings=(*notes, *others))


def _filled(grid: Grid, values: Mapping[tuple[int, int], Cell]) -> Grid:
    if not values:
        return grid
    rows = [list(row) for row in grid.cells]
    for (row, column), value in values.items():
        rows[row - 1][column - 1] = value
    return replace(grid, cells=rows, uncalculated=grid.uncalculated - values.keys())


def _notes(grid: Grid, values: Mapping[tuple[int, int], Cell]) -> Iterator[Finding]:
    for kind, places in ((FORMULA_CALCULATED, values), (FORMULA_NOT_CALCULATED, grid.uncalculated)):
        if places:
            row, column = min(places)
            formulas = (
                "1 cell holds a formula" if len(places) == 1 else f"{len(places):,} cells hold formulas"
            )
            yield kind.at(grid.sheet, f"{letters_of(column)}{row}", formulas=formulas)


class _Calculation:
    """The values of a book's formulas, each worked out once."""

    def __init__(self, sheets: Sequence[Grid]) -> None:
        self._sheets = sheets
        self._names = {grid.sheet.casefold(): at for at, grid in enumerate(sheets)}
        self._values: dict[Place, Cell] = {}
        self._open: set[Place] = set()
        self._cells = 0

    def value(self, place: Place) -> Cell:
        """What a cell holds, or its formula comes to.

        Raises:
            _NotWorkedOut: it is no arithmetic, goes round in a circle, or needs a cell that is none.
        """
        at, row, column = place
        grid = self._sheets[at]
        if (row, column) in grid.errors:
            raise _NotWorkedOut
        if (row, column) not in grid.uncalculated:
            return grid.at(row, column)
        if place not in self._values:
            formula = grid.formulas.get((row, column))
            if not formula or place in self._open or len(self._open) > DEEPEST:
                raise _NotWorkedOut
            self._open.add(place)
            try:
                self._values[place] = _one(_Reading(formula, at, self).value())
            finally:
                self._open.discard(place)
        return self._values[place]

    def cells(self, reference: str, at: int) -> Value:
        """The value of a cell, or those of a range, that a formula of sheet *at* names."""
        name, _, area = reference.rpartition("!")
        if name:
            at = self._names.get(name.strip("'").replace("''", "'").casefold(), -1)
        bounds = range_of(area.upper().replace("$", ""))
        if at < 0 or bounds is None:
            raise _NotWorkedOut
        first, left, last, right = bounds
        if cell_of(area.upper().replace("$", "")):
            return self.value((at, first, left))
        grid = self._sheets[at]
        last, right = min(last, grid.height), min(right, grid.width)
        self._cells += max(0, last - first + 1) * max(0, right - left + 1)
        if self._cells > MOST_CELLS:
            raise _NotWorkedOut
        return [self.value((at, r, c)) for r in range(first, last + 1) for c in range(left, right + 1)]


class _Reading:
    """One formula, read from left to right."""

    def __init__(self, formula: str, at: int, cells: _Calculation) -> None:
        self._tokens = list(_tokens(formula))
        self._next, self._at, self._cells = 0, at, cells

    def value(self) -> Value:
        """What the whole formula comes to."""
        result = self._sum()
        if self._next != len(self._tokens):
            raise _NotWorkedOut
        return result

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
            left = _added(left, self._product(), 1 if sign == "+" else -1)
        return left

    def _product(self) -> Value:
        left = self._power()
        while sign := self._take("*", "/"):
            first, second = _factor(left), _factor(self._power())
            left = first * second if sign == "*" else first / second
        return left

    def _power(self) -> Value:
        left = self._signed()
        while self._take("^"):
            base, exponent = _number(left), _number(self._signed())
            if base <= 0:
                raise _NotWorkedOut
            left = base**exponent
        return left

    def _signed(self) -> Value:
        if self._take("-"):
            return -_number(self._signed())
        if self._take("+"):
            return self._signed()
        value = self._part()
        while self._take("%"):
            value = _number(value) / 100
        return value

    def _part(self) -> Value:
        if self._take("("):
            value = self._sum()
            if not self._take(")"):
                raise _NotWorkedOut
            return value
        if self._next == len(self._tokens):
            raise _NotWorkedOut
        kind, text = self._tokens[self._next]
        self._next += 1
        if kind == "number":
            return float(text)
        if kind == "range":
            return self._cells.cells(text, self._at)
        function = _FUNCTIONS.get(text.upper()) if kind == "name" else None
        if function is None or not self._take("("):
            raise _NotWorkedOut
        arguments = [self._sum()]
        while self._take(",", ";"):
            arguments.append(self._sum())
        if not self._take(")"):
            raise _NotWorkedOut
        return function(arguments)


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(formula.rstrip()):
        match = _TOKEN.match(formula, at)
        if match is None or match.lastgroup is None:
            raise _NotWorkedOut
        yield match.lastgroup, match[match.lastgroup]
        at = match.end()


def _one(value: Value) -> Cell:
    """What stands in the cell: a whole number as such, a reference to a blank cell as 0."""
    if isinstance(value, list):
        raise _NotWorkedOut
    if value is None:
        return 0
    if isinstance(value, float):
        if not isfinite(value):
            raise _NotWorkedOut
        value = round(value, 10)
        return int(value) if value.is_integer() else value
    return value


def _number(value: Value) -> float:
    """A part as a number: a blank cell is 0, a text is none."""
    if value is None or value == "":
        return 0.0
    if isinstance(value, (int, float)) and abs(value) < 1e300:
        return float(value)
    raise _NotWorkedOut


def _factor(value: Value) -> float:
    """A number that is there: a price times no units is nobody's amount, though Excel shows 0."""
    if value is None or value == "":
        raise _NotWorkedOut
    return _number(value)


def _added(left: Value, right: Value, sign: int) -> Value:
    """A sum or a difference; a day and a number are a day, two days the number between them."""
    if isinstance(left, date) and isinstance(right, date):
        if sign > 0 or type(left) is not type(right):
            raise _NotWorkedOut
        return (left - right) / timedelta(days=1)
    if isinstance(left, date):
        return left + timedelta(days=sign * _number(right))
    if isinstance(right, date):
        return _added(right, left, 1) if sign > 0 else _number(right)
    return _number(left) + sign * _number(right)


def _numbers(arguments: Sequence[Value]) -> list[float]:
    """The numbers of ranges, in which texts and blanks are skipped, and all other arguments."""
    result: list[float] = []
    for one in arguments:
        if isinstance(one, list):
            result += [
                float(cell) for cell in one if isinstance(cell, (int, float)) and not isinstance(cell, bool)
            ]
        else:
            result.append(_number(one))
    return result or [0.0]


def _rounded(arguments: Sequence[Value]) -> Value:
    places = int(_number(arguments[1])) if len(arguments) > 1 else 0
    value = _number(arguments[0])
    # Excel rounds a half away from 0.
    return round(abs(value) * 10**places + 1e-9) / 10**places * (1 if value >= 0 else -1)


def _month_later(arguments: Sequence[Value], *, at_end: bool = False) -> Value:
    day, months = arguments[0], int(_number(arguments[1]))
    if not isinstance(day, date):
        raise _NotWorkedOut
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return day.replace(year=year, month=month + 1, day=last if at_end else min(day.day, last))


def _last_of_month(arguments: Sequence[Value]) -> Value:
    return _month_later(arguments, at_end=True)


# SUBTOTAL is left to Excel, which skips the subtotals inside its range.
_FUNCTIONS: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "SUM": lambda arguments: sum(_numbers(arguments)),
    "PRODUCT": lambda arguments: prod(_numbers(arguments)),
    "MIN": lambda arguments: min(_numbers(arguments)),
    "MAX": lambda arguments: max(_numbers(arguments)),
    "ROUND": _rounded,
    "EDATE": _month_later,
    "EOMONTH": _last_of_month,
}
