"""The fates of the numbers of one sheet, as an array, and how they become accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from worker.cleaning.books.numbers import numbers_of
from worker.cleaning.lines import Bools, Floats, Ints, different
from worker.lazy_dataclass import dataclass
from worker.shapes.accounts import FATES, Account, Accounts, Fate
from worker.shapes.grid import Grid, column_letter
from worker.values.arithmetic import runs

NO_NUMBER = -1
MOST_PLACES = 40
"""Ranges of one fate that are named."""
_CODE = {fate: at for at, fate in enumerate(FATES)}
Fates = np.ndarray[tuple[int, ...], np.dtype[np.int8]]


@dataclass(frozen=True, slots=True)
class SheetFates:
    """What becomes of each number of one sheet; the arrays are rows x columns of the sheet.

    `fates` is written while the sheet's books are kept: a number that has a fate already keeps it.
    """

    grid: Grid
    numbers: Floats
    """NaN where there is no number."""
    fates: Fates
    """The place in `FATES`, NO_NUMBER where there is no number."""

    @staticmethod
    def of(grid: Grid) -> SheetFates:
        """A sheet of which nothing is explained."""
        numbers = numbers_of(grid)
        fates = np.full(numbers.shape, _CODE["unexplained"], dtype=np.int8, order="F")
        for column in range(numbers.shape[1]):
            fates[np.isnan(numbers[:, column]), column] = NO_NUMBER
        return SheetFates(grid, numbers, fates)

    def post(self, fate: Fate, rows: Sequence[int] | Ints, columns: Sequence[int] | Ints) -> None:
        """Give *fate* to the unexplained numbers where *rows* and *columns* (from 1) of the sheet cross."""
        height, width = self.fates.shape
        at_rows, at_columns = _inside(rows, height), _inside(columns, width)
        some = _in_a_row(at_rows)
        for column in at_columns.tolist() if len(at_rows) else ():
            part = self.fates[some, column]
            self.fates[some, column] = np.where(part == _CODE["unexplained"], _CODE[fate], part)

    def unexplained(self, rows: Sequence[int] | Ints, columns: Sequence[int]) -> Bools:
        """Where *rows* x *columns* (from 1, inside the sheet) no number has a fate."""
        block = np.ix_(np.asarray(rows) - 1, np.asarray(columns) - 1)
        open_cells: Bools = self.fates[block] == _CODE["unexplained"]
        return open_cells

    def numbers_in(self, rows: Ints) -> Ints:
        """How many numbers each column has in *rows* (from 1, inside the sheet)."""
        here = self.fates[_in_a_row(rows - 1)] != NO_NUMBER
        return np.asarray(here.sum(axis=0), dtype=np.int64)

    def at(self, row: int, column: int) -> float | None:
        """The number in a cell; None where there is none."""
        if not (1 <= row <= self.numbers.shape[0] and 1 <= column <= self.numbers.shape[1]):
            return None
        value = float(self.numbers[row - 1, column - 1])
        return None if np.isnan(value) else value

    def open_cells(self) -> list[tuple[int, int, float]]:
        """Row, column and number of what nothing explains, in reading order."""
        rows, columns = np.nonzero(self.fates == _CODE["unexplained"])
        return [
            (int(r) + 1, int(c) + 1, float(self.numbers[r, c])) for r, c in zip(rows, columns, strict=True)
        ]

    def places(self, fate: Fate) -> Iterator[str]:
        """The ranges of the cells of *fate*, a column's run at a time: 'Plan!H7:H19'."""
        columns, rows = np.nonzero((self.fates == _CODE[fate]).T)
        for column in different(columns):
            letter = column_letter(column + 1)
            for first, last in runs((rows[columns == column] + 1).tolist()):
                cells = f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"
                yield f"{self.grid.sheet}!{cells}"

    def count(self, fate: Fate) -> int:
        """How many numbers have *fate*."""
        return int(np.count_nonzero(self.fates == _CODE[fate]))


def accounts_of(
    sheets: Iterable[SheetFates], sums: Mapping[Fate, Mapping[tuple[str, str], float]]
) -> Accounts:
    """The accounts of all *sheets*; *sums* is by fate, then by (field, currency or '')."""
    cells: dict[Fate, int] = defaultdict(int)
    places: dict[Fate, list[str]] = defaultdict(list)
    for sheet in sheets:
        for fate in FATES:
            cells[fate] += (count := sheet.count(fate))
            if count and fate != "exported":
                room = MOST_PLACES - len(places[fate])
                places[fate] += list(islice(sheet.places(fate), max(room, 0)))
    return Accounts(
        {
            fate: Account(cells[fate], _nested(sums.get(fate, {})), tuple(places[fate]))
            for fate in FATES
            if cells[fate]
        }
    )


def _inside(numbers: Sequence[int] | Ints, size: int) -> Ints:
    """Places from 0 of those that the sheet has."""
    places = np.asarray(numbers, dtype=np.int64) - 1
    return np.asarray(places[(places >= 0) & (places < size)], dtype=np.int64)


def _in_a_row(places: Ints) -> slice | Ints:
    """*places*, as a slice where each follows on the one before: no copy is made of what lies there."""
    if len(places) and int(places[-1]) - int(places[0]) == len(places) - 1 and (np.diff(places) == 1).all():
        return slice(int(places[0]), int(places[-1]) + 1)
    return places


def _nested(sums: Mapping[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    nested: dict[str, dict[str, float]] = defaultdict(dict)
    for (field, currency), amount in sums.items():
        nested[field][currency] = round(amount, 6)
    return dict(nested)
