"""One row of a sheet that is not blank, with a letter for each cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from worker.lazy_dataclass import dataclass
from worker.plans.rows.facts import Shape
from worker.plans.rows.letters import DATE, LONG, NOTHING, NUMBER, PERIOD, VALUES, WORDS, YEAR, number
from worker.plans.rows.wording import is_word
from worker.shapes.grid import Cell

LEAST_MARKS = 2
"""Cells of one mark in a row, from which more of them frame a table and head no columns."""
LENGTHS_OF_MONTHS = (28, 29, 30, 31)


@dataclass(frozen=True)
class SheetRow:
    """One row that is not blank; columns count from 0."""

    row: int
    """Sheet row, from 1."""
    cells: Sequence[Cell]
    letters: Sequence[str]
    filled: tuple[int, ...]
    gap: int
    """Blank rows between it and the row before."""

    @cached_property
    def values(self) -> int:
        """Cells that hold a number, date or placeholder."""
        return len(self.value_columns)

    @cached_property
    def value_columns(self) -> frozenset[int]:
        """Columns that hold a number, date or placeholder."""
        return frozenset([c for c in self.filled if self.letters[c] in VALUES])

    @property
    def first_text(self) -> str:
        """The first cell's text, '' where it is no text."""
        value = self.cells[self.filled[0]]
        return value if isinstance(value, str) else ""

    @cached_property
    def is_marker(self) -> bool:
        """Whether all that it says is 'START' or 'END', once or in each of many cells; two such cells may head two columns."""
        texts = {self.cells[c] for c in self.filled}
        alone = len(self.filled) == 1 or len(self.filled) > LEAST_MARKS
        return alone and len(texts) == 1 and is_word("marker", self.first_text)

    @property
    def words(self) -> int:
        """Cells that hold a word."""
        return sum(self.letters[c] in WORDS for c in self.filled)

    @cached_property
    def is_text(self) -> bool:
        """Whether no cell holds a number or date."""
        return all(self.letters[c] in WORDS or self.letters[c] == NOTHING for c in self.filled)

    @cached_property
    def is_sequence(self) -> bool:
        """Whether its values are years, periods, dates or numbers that rise by one or seven, as a header's are."""
        run = [c for c in self.filled if self.letters[c] in VALUES or self.letters[c] == PERIOD]
        if len(run) < 2:
            return False
        if all(self.letters[c] in (YEAR, PERIOD) for c in run):
            return True
        if len(run) >= 3 and all(self.letters[c] in (DATE, PERIOD) for c in run):
            return len({str(self.cells[c]) for c in run}) == len(run)
        return self._rises(run, 1.0, 3) or self._rises(run, 7.0, 2)

    def _rises(self, run: Sequence[int], by: float, least: int) -> bool:
        """Whether four fifths of the steps between these cells, and at least some, are of this size, into the next month too."""
        enough = max(least, 0.8 * (len(run) - 1))
        rising = 0
        before: float | None = None
        for at, column in enumerate(run):
            value = number(self.cells[column])
            if before is not None and value is not None:
                step = value - before
                rising += step == by or (by - step in LENGTHS_OF_MONTHS and value <= by)
            before = value
            if rising + len(run) - at - 1 < enough:
                return False
        return rising >= enough

    @cached_property
    def numbers(self) -> dict[int, float]:
        """Its numbers by column."""
        return {
            c: n
            for c in self.filled
            if self.letters[c] in (NUMBER, YEAR) and (n := number(self.cells[c])) is not None
        }

    def shape(self, narrow: bool) -> Shape:
        """The row in one word, as its neighbours see it; *narrow*: the sheet's rows fill three columns at most."""
        count = len(self.filled)
        if count == 1:
            kind = self.letters[self.filled[0]]
            if kind == LONG:
                return Shape.LONG
            return Shape.ONE_TEXT if kind in WORDS else Shape.ONE_VALUE
        if self.is_sequence:
            return Shape.SEQUENCE
        if self.values == 0:
            return Shape.TEXTS if count > 2 or narrow else Shape.TWO_TEXTS
        return Shape.VALUES if self.values * 2 >= count - 1 else Shape.MIXED
