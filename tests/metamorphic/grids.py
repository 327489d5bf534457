"""Grids with rows and columns moved, taken out and put in; formulas follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from worker.shapes.grid import Cell, Grid, Merge, column_letter, column_number

Move = Callable[[int], int | None]
_REFERENCE = re.compile(r"(?<![A-Za-z_!])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\d(])")


def same_place(number: int) -> int | None:
    return number


def moved(grid: Grid, rows: Move, columns: Move, height: int, width: int) -> Grid:
    """The grid with rows and columns at new places; what has no new place is gone, and formulas follow."""

    def to(place: tuple[int, int]) -> tuple[int, int] | None:
        row, column = rows(place[0]), columns(place[1])
        return None if row is None or column is None else (row, column)

    cells: list[list[Cell]] = [[None] * width for _ in range(height)]
    for r, row in enumerate(grid.cells, 1):
        for c, value in enumerate(row, 1):
            if (at := to((r, c))) is not None:
                cells[at[0] - 1][at[1] - 1] = value

    def kept(by: Mapping[tuple[int, int], Any]) -> dict[tuple[int, int], Any]:
        return {at: value for place, value in by.items() if (at := to(place)) is not None}

    merges = []
    for m in grid.merges:
        ends = to((m.first_row, m.first_column)), to((m.last_row, m.last_column))
        if ends[0] and ends[1]:
            merges.append(Merge(*ends[0], *ends[1]))
    formulas = {at: _shifted(text, to) for at, text in kept(grid.formulas).items()}
    return replace(
        grid,
        cells=cells,
        merges=tuple(merges),
        formats=kept(grid.formats),
        fills=kept(grid.fills),
        errors=kept(grid.errors),
        formulas=formulas,
        uncalculated=frozenset(kept(dict.fromkeys(grid.uncalculated))),
        hidden_rows=frozenset(r for row in grid.hidden_rows if (r := rows(row)) is not None),
        hidden_columns=frozenset(c for column in grid.hidden_columns if (c := columns(column)) is not None),
    )


def _shifted(text: str, to: Callable[[tuple[int, int]], tuple[int, int] | None]) -> str:
    def one(match: re.Match[str]) -> str:
        at = to((int(match[4]), column_number(match[2])))
        return match[0] if at is None else f"{match[1]}{column_letter(at[1])}{match[3]}{at[0]}"

    return _REFERENCE.sub(one, text)


def without_row(grid: Grid, gone: int) -> Grid:
    """The grid without one row."""
    return moved(
        grid, lambda r: None if r == gone else r - (r > gone), same_place, grid.height - 1, grid.width
    )


def with_rows(grid: Grid, after: int, rows: list[dict[int, Cell]]) -> Grid:
    """The grid with rows put in below row *after*; cells by column."""
    count = len(rows)
    wide = max([grid.width, *(c for row in rows for c in row)])
    grown = moved(grid, lambda r: r + count * (r > after), same_place, max(grid.height, after) + count, wide)
    for at, row in enumerate(rows):
        for column, value in row.items():
            grown.cells[after + at][column - 1] = value
    return grown


def put(grid: Grid, values: Mapping[tuple[int, int], Cell]) -> Grid:
    """The grid with some cells written."""
    cells = [list(row) for row in grid.cells]
    for (row, column), value in values.items():
        cells[row - 1][column - 1] = value
    return replace(grid, cells=cells)
