"""Cells of the sheet that the raw data comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from worker.cleaning.lines import Lines


def exported_columns(lines: Lines) -> frozenset[int]:
    """Numbers of the sheet's columns that are mapped or hold period amounts."""
    mapped = {number for c in lines.columns.values() for number in c.numbers}
    return frozenset(mapped | {p.number for a in lines.amounts for p in a.periods})


def fields_in(lines: Lines, column: int) -> list[str]:
    """The fields that a column of the sheet is exported as."""
    mapped = [c.field.name for c in lines.columns.values() if column in c.numbers]
    return mapped + [a.measure for a in lines.amounts if any(p.number == column for p in a.periods)]


def in_columns(lines: Lines, cells: Set[tuple[int, int]]) -> Iterator[tuple[int, list[int]]]:
    """Those of *cells* (row, column) that are exported: each column's number with its rows, in order."""
    if not cells:
        return
    numbers, rows = exported_columns(lines), set(lines.rows.tolist())
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, column in cells:
        if column in numbers and row in rows:
            by_column[column].append(row)
    for column in sorted(by_column):
        yield column, sorted(by_column[column])
