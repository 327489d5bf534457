"""The raw rows of a table some thousand lines at a time: memory holds the lines, and no million of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from worker.cleaning.lines import Floats, Ints, Lines, Texts, floats_of, without_blanks
from worker.cleaning.measures import behaviour
from worker.cleaning.periods.rows import Rows, to_rows
from worker.lazy_dataclass import dataclass

PIECE = 1_536
"""Lines whose rows are made at a time."""


class Sums(NamedTuple):
    """What the raw rows add up to."""

    by_line: Mapping[str, Floats]
    """Measure -> amount of each line, over its rows."""
    by_period: Mapping[tuple[str, int], Floats]
    """(measure, the sheet's column) -> amount of each line in that period; empty where no total row is compared."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of all rows of a table together."""

    count: int
    """How many there are."""
    texts: Mapping[str, tuple[str, ...] | None]
    """Field that any row may have -> the texts of its column; None for numbers and days."""
    source: tuple[str, ...]
    """The texts of `Rows.source`."""
    sums: Sums


class LineRows:
    """The raw rows of *lines*; of more than a piece they are made anew each time that they are gone through.

    Their sums by period take as much memory as the period columns: *has_totals* says that something is compared with them.
    """

    def __init__(self, lines: Lines, *, split_weeks: bool = True, has_totals: bool = False) -> None:
        self.lines = lines
        self._split_weeks = split_weeks
        self._has_totals = has_totals

    def some(self, places: Ints) -> LineRows:
        """The rows of the lines at some places."""
        return LineRows(self.lines.some(places), split_weeks=self._split_weeks)

    def pieces(self) -> Iterator[tuple[int, Rows]]:
        """The place of a piece's first line and its rows, whose lines are counted from there; one piece at least."""
        if len(self.lines) <= PIECE:
            yield 0, self._whole
            return
        for first in range(0, len(self.lines), PIECE):
            part = self.lines.some(slice(first, first + PIECE))
            yield first, to_rows(part, split_weeks=self._split_weeks)

    @cached_property
    def _whole(self) -> Rows:
        return to_rows(self.lines, split_weeks=self._split_weeks)

    @cached_property
    def facts(self) -> Facts:
        """What is known of all rows together."""
        size = len(self.lines)
        additive = [field.name for field in self.lines.template.fields if behaviour(field) == "spread"]
        count, source = 0, tuple[str, ...]()
        texts: dict[str, tuple[str, ...] | None] = {}
        by_line: dict[str, Floats] = {}
        by_period: dict[tuple[str, int], Floats] = {}
        for first, rows in self.pieces():
            here = slice(first, min(first + PIECE, size) if size > PIECE else size)
            count, source = count + len(rows.lines), rows.source.names
            texts |= {n: v.names if isinstance(v, Texts) else None for n, v in rows.values.items()}
            for measure in additive:
                if (numbers := floats_of(rows.value(measure))) is not None:
                    whole = by_line.setdefault(measure, np.zeros(size))
                    whole[here] = _added(rows.lines, numbers, here.stop - first)
            for key, amounts in _by_period(rows, here.stop - first) if self._has_totals else ():
                by_period.setdefault(key, np.zeros(size))[here] = amounts
        return Facts(count, texts, source, Sums(by_line, by_period))


def _by_period(rows: Rows, size: int) -> Iterator[tuple[tuple[str, int], Floats]]:
    """(measure, the sheet's column) with the amount of each line in that period."""
    dated = rows.slots >= 0
    times = max(rows.slot_of.values(), default=-1) + 1
    at = rows.slots[dated] * size + rows.lines[dated]
    for measure in dict.fromkeys(measure for measure, _ in rows.slot_of):
        if (numbers := floats_of(rows.value(measure))) is None:
            continue
        table = _added(at, numbers[dated], times * size).reshape(times, size)
        yield from ((key, table[slot]) for key, slot in rows.slot_of.items() if key[0] == measure)


def _added(groups: Ints, amounts: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(groups, without_blanks(amounts), minlength=size), dtype=np.float64)
