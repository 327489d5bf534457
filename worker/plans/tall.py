"""Sheets of very many rows: the rows that are worth a look; the rest are lines like their neighbours."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain

from worker.plans.rows.wording import is_total
from worker.shapes.blocks import texts_in
from worker.shapes.grid import Grid

TALL = 600
HEAD, TAIL = 200, 80
LABEL_COLUMNS = 5
MOST_TEXTS = 20_000
"""Different texts of a column that are read for labels; a column of more is no column of labels."""
HEADER_WITHIN = 40
RARE = 0.002
MOST = 1500
"""Odd rows that are looked at, at most."""


def rows_to_look_at(grid: Grid) -> list[int] | None:
    """Rows (from 1) at the top, at the end, and of odd shape or label between; None for a sheet that is not tall.

    Blank rows count as odd: they part tables. A body whose rows are all of different shape is sampled.
    """
    if grid.height <= TALL:
        return None
    shapes, rows = _shapes(grid)
    counts = Counter(rows)
    odd = {at for at, n in counts.items() if n <= RARE * grid.height}
    if sum(counts[at] for at in odd) > MOST:
        odd = {at for at in odd if _sparse(shapes[at])}
    odd |= {at for at, shape in enumerate(shapes) if set(shape) <= {type(None)}}
    labels = _rows_with_labels(grid)
    middle = [row for row in range(HEAD + 1, grid.height - TAIL + 1) if rows[row - 1] in odd or row in labels]
    return [*range(1, HEAD + 1), *middle[:MOST], *range(max(HEAD, grid.height - TAIL) + 1, grid.height + 1)]


def _shapes(grid: Grid) -> tuple[list[tuple[type, ...]], list[int]]:
    """The different types of a row's cells, and each row's place among them: a million rows have a handful."""
    places: dict[tuple[type, ...], int] = {}
    rows: list[int] = []
    for block in grid.blocks():
        numbers = [isinstance(column, array) for column in block.columns]
        rest = [
            list(map(type, column)) for column, one in zip(block.columns, numbers, strict=True) if not one
        ]
        if all(len(set(kinds)) == 1 for kinds in rest):
            rest, repeats = [kinds[:1] for kinds in rest], block.height
        else:
            repeats = 1
        here: dict[tuple[type, ...], int] = {}
        for kinds in zip(*rest, strict=True) if rest else [()]:
            if kinds not in here:
                others = iter(kinds)
                shape = tuple([float if one else next(others) for one in numbers])
                here[kinds] = places.setdefault(shape, len(places))
            rows += [here[kinds]] * repeats
    return list(places), rows


def _sparse(pattern: tuple[type, ...]) -> bool:
    """Whether a shape fills less than a third of the columns, as sections, notes and lone totals do."""
    return sum(kind is not type(None) for kind in pattern) * 3 < len(pattern)


def _texts(grid: Grid, column: int) -> set[str]:
    """The different texts of a column; none of a column of too many."""
    texts: set[str] = set()
    for piece in grid.pieces(column):
        texts |= texts_in([piece])
        if len(texts) > MOST_TEXTS:
            return set()
    return texts


def _rows_with_labels(grid: Grid) -> set[int]:
    """Rows whose first columns hold a total's label, or repeat the texts that the sheet's header has there."""
    rows: set[int] = set()
    for at in range(min(grid.width, LABEL_COLUMNS)):
        totals = {text for text in _texts(grid, at + 1) if is_total(text)}
        if totals:
            rows.update(row for row, cell in enumerate(chain(*grid.pieces(at + 1)), 1) if cell in totals)
    if grid.width >= 2:
        pairs = {(row[0], row[1]) for row in grid.cells[:HEADER_WITHIN] if row[0] and row[1]}
        both = zip(chain(*grid.pieces(1)), chain(*grid.pieces(2)), strict=True)
        again = [row for row, pair in enumerate(both, 1) if pair in pairs]
        rows.update(again if len(again) <= MOST else ())
    return rows
