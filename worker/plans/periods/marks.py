"""Whether period columns hold marks (fills, signs) rather than amounts."""

from __future__ import annotations

from collections.abc import Sequence

from worker.shapes.grid import Cell, Grid

SIGN_LENGTH = 3
"""Characters of a sign or a code ('x', '●', 'TV1') that marks a time; longer texts are notes."""


def are_marks(grid: Grid, rows: Sequence[int], columns: Sequence[int], beside: int | None) -> bool:
    """Whether the cells of *columns* only mark times.

    True for signs and codes without a number, for ones on filled cells, and for empty cells of which some are filled
    otherwise than the cell in column *beside* of their row.
    """
    signs = ones = False
    for row in rows:
        cells = grid.cells[row - 1]
        for column in columns:
            value = cells[column - 1]
            if value is None or value == "":
                continue
            if _is_amount(value):
                if value not in (1, "1") or (row, column) not in grid.fills:
                    return False
                ones = True
            elif isinstance(value, str) and len(value.strip()) <= SIGN_LENGTH and _is_sign(value):
                signs = True
    if ones or signs:
        return True
    return _has_paint(grid, rows, columns, beside)


def _is_amount(value: Cell) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, str):
        return any(c.isdigit() for c in value) and len(value) > SIGN_LENGTH or value.strip().isdigit()
    return isinstance(value, (int, float)) and value != 0


def _is_sign(value: str) -> bool:
    return value.strip() not in ("", "-", "–", "—", "0", "n/a", ".")


def _has_paint(grid: Grid, rows: Sequence[int], columns: Sequence[int], beside: int | None) -> bool:
    """Whether fills tell cells apart: row stripes and shaded columns (weekends) tell nothing."""
    if not grid.fills or not rows:
        return False
    shaded = {
        column
        for column in columns
        if len(rows) > 2
        and len({grid.fills.get((row, column)) for row in rows} | {None}) == 2
        and all((row, column) in grid.fills for row in rows)
    }
    for row in rows:
        stripe = grid.fills.get((row, beside)) if beside else None
        for column in columns:
            fill = grid.fills.get((row, column))
            if fill is not None and fill != stripe and column not in shaded:
                return True
    return False
