"""Summaries beside a table: names that its lines bear, each with what these lines add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isclose

from worker.plans.rows.letters import NUMBER, WORDS, YEAR, number
from worker.plans.rows.wording import is_total
from worker.shapes.grid import Cell
from worker.text import plain

AMOUNTS = frozenset({NUMBER, YEAR})
"""Letters of numbers: 1900 among amounts is no year."""
LEAST_PARTS = 2
"""Names that a summary has at least."""
CLOSE = 0.001

Rows = Sequence[Sequence[Cell]]
Parts = Mapping[str, float]
"""What a summary says of each name."""


def adds_up_lines(
    run: Sequence[int], table: Iterable[int], letters: Sequence[Sequence[str]], rows: Rows
) -> bool:
    """Whether the columns *run* name groups of the table's lines and give the exact sum of each.

    At least one group has several lines: names with the number of one line each may be columns of their own.
    """
    by_name = [_groups(column, letters, rows) for column in table]
    for parts in _parts(run, letters, rows):
        for groups in by_name:
            if not all(name in groups for name in parts) or not any(len(groups[name]) > 1 for name in parts):
                continue
            if any(_are_sums(parts, groups, column, letters, rows) for column in table):
                return True
    return False


def _parts(run: Sequence[int], letters: Sequence[Sequence[str]], rows: Rows) -> Iterator[Parts]:
    """What each column of numbers behind the names of *run* says of each name, totals apart."""
    for column in run[1:]:
        parts: dict[str, float] = {}
        for marks, cells in zip(letters, rows, strict=True):
            name = str(cells[run[0]])
            value = number(cells[column]) if marks[column] in AMOUNTS else None
            if marks[run[0]] in WORDS and value is not None and not is_total(name):
                parts[plain(name)] = value
        if len(parts) >= LEAST_PARTS:
            yield parts


def _groups(column: int, letters: Sequence[Sequence[str]], rows: Rows) -> dict[str, list[int]]:
    """The places of the rows that have each name in a column."""
    groups: dict[str, list[int]] = {}
    for at, (marks, cells) in enumerate(zip(letters, rows, strict=True)):
        if marks[column] in WORDS:
            groups.setdefault(plain(str(cells[column])), []).append(at)
    return groups


def _are_sums(
    parts: Parts,
    groups: Mapping[str, Sequence[int]],
    column: int,
    letters: Sequence[Sequence[str]],
    rows: Rows,
) -> bool:
    """Whether each number of *parts* is the sum of its group's numbers in a column."""
    return all(
        isclose(
            sum(number(rows[at][column]) or 0.0 for at in groups[name] if letters[at][column] in AMOUNTS),
            value,
            rel_tol=CLOSE,
        )
        for name, value in parts.items()
    )
