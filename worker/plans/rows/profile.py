"""The rows of a sheet as the layout sees them: one letter a cell, what stands where, and the columns that hold values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from worker.lazy_dataclass import dataclass
from worker.plans.rows.facts import Shape
from worker.plans.rows.letters import BLANK, DATE, LONG, NOTHING, NUMBER, VALUES, WORDS, letter
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.side_lists import side_lists
from worker.plans.rows.totals import Sums, summing_rows, sums
from worker.plans.rows.wording import is_total, names_column
from worker.shapes.grid import Grid

FEW_LINES = 5
"""Lines with numbers below which the greatest of a column tells nothing."""
BROAD_MERGE = 3
"""Columns from which a merge counts as one across the table."""


@dataclass(frozen=True)
class Profile:
    """A sheet's rows that are not blank, and what holds for all of them."""

    grid: Grid
    lines: tuple[SheetRow, ...]
    broad: Mapping[int, int] = field(default_factory=dict)
    """Columns that the widest merge of a row covers, by row; only those across a part of the table."""
    merge_counts: Mapping[int, int] = field(default_factory=dict)
    """Merges of two and more columns, by row."""
    summing: frozenset[int] = frozenset()
    """Rows whose formulas add up others."""

    @cached_property
    def first_column(self) -> int:
        """The first column in use, from 0."""
        return min((line.filled[0] for line in self.lines), default=0)

    @cached_property
    def width(self) -> int:
        """How many columns a full row fills: the 90th percentile."""
        counts = sorted(len(line.filled) for line in self.lines)
        return counts[int(len(counts) * 0.9)] if counts else 0

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """The shape of each line in one word."""
        return tuple(line.shape(self.width <= 3) for line in self.lines)

    @cached_property
    def has_values(self) -> tuple[bool, ...]:
        """Whether each line carries values as a body's line does."""
        return tuple(self._carries_values(line) for line in self.lines)

    def _carries_values(self, line: SheetRow) -> bool:
        body = line.filled[1:] or line.filled
        values = any(line.letters[c] in VALUES for c in body)
        return values and not line.is_sequence and (len(line.filled) > 2 or self.width <= 3)

    @cached_property
    def first_with_values(self) -> int:
        """Position of the first line with values; one past the last where there is none."""
        return next((i for i, v in enumerate(self.has_values) if v), len(self.lines))

    @cached_property
    def last_with_values(self) -> int:
        """Position of the last line with values; -1 where there is none."""
        return next((i for i in range(len(self.lines) - 1, -1, -1) if self.has_values[i]), -1)

    @cached_property
    def first_broad(self) -> int:
        """Position of the first line with more than one cell."""
        return next((i for i, line in enumerate(self.lines) if len(line.filled) > 1), len(self.lines))

    @cached_property
    def first_wide(self) -> int:
        """Position of the first line that fills most of the width."""
        wide = 0.6 * self.width
        return next((i for i, line in enumerate(self.lines) if len(line.filled) >= wide), len(self.lines))

    @cached_property
    def tail_start(self) -> int:
        """Position of the first line below the last values that blank rows part from them."""
        start = self.last_with_values + 1
        return next((i for i in range(start, len(self.lines)) if self.lines[i].gap), len(self.lines))

    @cached_property
    def value_columns(self) -> frozenset[int]:
        """Columns in which most of the lines with values hold one."""
        counts: Counter[int] = Counter()
        rows = 0
        for line, has_values in zip(self.lines, self.has_values, strict=True):
            if has_values:
                rows += 1
                counts.update(c for c in line.filled if line.letters[c] in VALUES)
        return frozenset(c for c, n in counts.items() if n >= max(1, 0.25 * rows))

    @cached_property
    def sum_columns(self) -> frozenset[int]:
        """Columns of numbers, as lines with values have them."""
        counts: Counter[int] = Counter()
        for line, has_values in zip(self.lines, self.has_values, strict=True):
            if has_values:
                counts.update(c for c in line.filled if line.letters[c] == NUMBER)
        most = max(counts.values(), default=0)
        return frozenset(c for c, n in counts.items() if n >= max(1, 0.5 * most))

    @cached_property
    def usual_texts(self) -> int:
        """How many cells of text most lines with values have at least."""
        counts = sorted(
            sum([line.letters[c] in WORDS for c in line.filled])
            for line, has_values in zip(self.lines, self.has_values, strict=True)
            if has_values
        )
        return counts[int(len(counts) * 0.4)] if counts else 0

    @cached_property
    def text_columns(self) -> frozenset[int]:
        """Columns that hold text or dates in most lines with values, the first in use apart."""
        counts: Counter[int] = Counter()
        rows = 0
        for line, has_values in zip(self.lines, self.has_values, strict=True):
            if has_values:
                rows += 1
                counts.update([c for c in line.filled if line.letters[c] in WORDS or line.letters[c] == DATE])
        return frozenset(c for c, n in counts.items() if n >= 0.6 * rows and c != self.first_column)

    @cached_property
    def name_counts(self) -> tuple[int, ...]:
        """How many cells of each line read like a column's name; 0 for a line with numbers among them."""
        return tuple(
            sum(names_column(str(line.cells[c])) for c in line.filled[:40] if line.letters[c] in WORDS)
            if line.is_text or line.is_sequence
            else 0
            for line in self.lines
        )

    @cached_property
    def has_total_label(self) -> tuple[bool, ...]:
        """Whether a text of the line says that it is a total."""
        return tuple(
            any(
                line.letters[c] in WORDS and line.letters[c] != LONG and is_total(str(line.cells[c]))
                for c in line.filled[:12]
            )
            for line in self.lines
        )

    @cached_property
    def sums(self) -> tuple[Sums, ...]:
        """What arithmetic says of each line."""
        labels = {
            i
            for i, (label, has_values) in enumerate(zip(self.has_total_label, self.has_values, strict=True))
            if label and has_values
        }
        return tuple(sums(self._numbers, labels))

    @cached_property
    def _numbers(self) -> list[dict[int, float]]:
        """The numbers of each line with values, none of the others."""
        return [
            line.numbers if has_values else {}
            for line, has_values in zip(self.lines, self.has_values, strict=True)
        ]

    @cached_property
    def peaks(self) -> tuple[float, ...]:
        """For each line, the share of its numbers that are the greatest of their column; 0 among few lines."""
        if sum(map(bool, self._numbers)) < FEW_LINES:
            return (0.0,) * len(self.lines)
        most: dict[int, float] = {}
        for row in self._numbers:
            for column, value in row.items():
                if value >= most.get(column, value):
                    most[column] = value
        return tuple(
            sum([value >= most[column] and value > 0 for column, value in row.items()]) / len(row)
            if row
            else 0.0
            for row in self._numbers
        )


def profile(grid: Grid, rows: Sequence[int] | None = None) -> Profile:
    """The profile of a grid, or of some of its rows (from 1)."""
    lines: list[SheetRow] = []
    gap = 0
    for row, letters in _letters(grid, rows if rows is not None else range(1, grid.height + 1)):
        filled = tuple(c for c, mark in enumerate(letters) if mark)
        if not filled:
            gap += 1
            continue
        lines.append(SheetRow(row, grid.cells[row - 1], letters, filled, gap))
        gap = 0
    broad: dict[int, int] = {}
    merge_counts: dict[int, int] = {}
    for merge in grid.merges:
        span = merge.last_column - merge.first_column + 1
        if span > 1:
            merge_counts[merge.first_row] = merge_counts.get(merge.first_row, 0) + 1
        if span >= BROAD_MERGE:
            broad[merge.first_row] = max(broad.get(merge.first_row, 0), span)
    summing = summing_rows(grid.formulas) if grid.formulas else frozenset()
    return Profile(grid, tuple(lines), broad, merge_counts, summing)


def _letters(grid: Grid, rows: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """The letters of each row; lists beside the table are blank where its own cells stand."""
    replacements = _unread(grid)
    by_row: list[list[str]] = []
    cells = [grid.cells[row - 1] for row in rows]
    for row, values in zip(rows, cells, strict=True):
        letters = [BLANK if value is None or value == "" else letter(value) for value in values]
        for column, mark in replacements.get(row, ()):
            letters[column] = mark
        by_row.append(letters)
    beside = side_lists(by_row, cells)
    for row, letters in zip(rows, by_row, strict=True):
        if beside and any(mark and column not in beside for column, mark in enumerate(letters)):
            letters = [BLANK if column in beside else mark for column, mark in enumerate(letters)]
        yield row, letters


def _unread(grid: Grid) -> dict[int, list[tuple[int, str]]]:
    """Cells that read as empty and are not: formulas without a stored result stand for numbers, errors for nothing."""
    marks: dict[int, list[tuple[int, str]]] = {}
    for places, kind in ((grid.uncalculated, NUMBER), (grid.errors, NOTHING)):
        for row, column in places:
            marks.setdefault(row, []).append((column - 1, kind))
    return marks
