"""Whether period columns hold marks (fills, signs) rather than amounts, and which fills mark a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.shapes.grid import Cell, Grid
from worker.values.amounts import parse_amount

SIGN_LENGTH = 3
"""Characters of a sign or a code ('x', '●', 'TV1') that marks a time; longer texts are notes."""
_OF_NUMBERS = "0123456789.,%+- "
"""What short numbers and percents are written with: '25%' and '1,5' are amounts, 'TV1' is a code."""
_ENOUGH = 3
"""Lines that a column of one colour is shaded on; fewer may well run at the same time."""

_WORD = re.compile(r"[^\W\d_]{2}")

Fills = dict[tuple[int, int], str]
"""Row and column of a cell -> its colour."""


def are_marks(grid: Grid, rows: Sequence[int], columns: Sequence[int], beside: int | None) -> bool:
    """Whether the cells of *columns* only mark times.

    True for signs and codes without a number, for ones whose fills tell them from empty cells, for empty cells of
    which some are filled otherwise than the cell in column *beside* of their row, and for the words on merged bars.
    """
    if _are_bars(grid, rows, columns):
        return True
    signs, ones = False, set[tuple[int, int]]()
    for row in rows:
        cells = grid.cells[row - 1]
        for column in columns:
            value = cells[column - 1]
            if value is None or value == "":
                continue
            if _is_amount(value):
                if value not in (1, "1") or (row, column) not in grid.fills:
                    return False
                ones.add((row, column))
            elif _is_sign(value):
                signs = True
    if ones:
        colours = {grid.fills[cell] for cell in ones}
        empty = {(row, column) for row in rows for column in columns} - ones
        return signs or not any(grid.fills.get(cell) in colours for cell in empty)
    return signs or bool(marking_fills(grid, rows, columns, beside))


def _are_bars(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether the cells are bars of a flowchart with words on them ('Always on', '45 TRPs/wk'), merged over several columns."""
    lines, inside = set(rows), set(columns)
    merged = {
        (merge.first_row, merge.first_column)
        for merge in grid.merges
        if merge.first_row in lines and {merge.first_column, merge.first_column + 1} <= inside
        if merge.first_column < merge.last_column
    }
    if not merged:
        return False
    values = [
        value for row in rows for column in columns if (value := grid.at(row, column)) not in (None, "")
    ]
    words = [isinstance(value, str) and _WORD.search(value) is not None for value in values]
    amounts = [isinstance(value, str) and _is_money(value) for value in values]
    on_bars = sum(isinstance(grid.at(*cell), str) for cell in merged)
    return all(words) and not any(amounts) and on_bars * 2 >= len(values)


def _is_money(text: str) -> bool:
    amount = parse_amount(text)
    return amount is not None and (amount.unit.currency is not None or not amount.unit.field)


def marking_fills(grid: Grid, rows: Sequence[int], columns: Sequence[int], beside: int | None) -> Fills:
    """The fills of *columns* that mark a time of their line.

    A row's stripe (the fill of column *beside*), the ground under a line's signs and columns that are shaded on each
    line (weekends) mark none, unless the colour of such a column marks single lines elsewhere.
    """
    if not grid.fills:
        return {}
    colours: Fills = {}
    for row in rows:
        fills = {(row, column): c for column in columns if (c := grid.fills.get((row, column)))}
        stripe = grid.fills.get((row, beside)) if beside else None
        if not _is_ground(grid, row, columns, fills):
            colours |= {cell: colour for cell, colour in fills.items() if colour != stripe}
    shaded = set()
    if len(rows) >= _ENOUGH:
        by_column = {column: {colours.get((row, column)) for row in rows} for column in columns}
        shaded = {column for column, own in by_column.items() if len(own) == 1}
    bars = {colour for (_, column), colour in colours.items() if column not in shaded}
    return {cell: colour for cell, colour in colours.items() if colour in bars}


def _is_ground(grid: Grid, row: int, columns: Sequence[int], fills: Fills) -> bool:
    """Whether all cells of a line have one colour, and signs stand in some of them."""
    if len(fills) < len(columns) or len(set(fills.values())) > 1:
        return False
    return 0 < sum(_is_sign(grid.at(row, column)) for column in columns) < len(columns)


def _is_amount(value: Cell) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, str):
        has_digit = any(c.isdigit() for c in value)
        return has_digit and (len(value) > SIGN_LENGTH or not value.strip(_OF_NUMBERS))
    return isinstance(value, (int, float)) and value != 0


def _is_sign(value: Cell) -> bool:
    if not isinstance(value, str) or len(value.strip()) > SIGN_LENGTH:
        return False
    return value.strip() not in ("", "-", "–", "—", "0", "n/a", ".")
