"""Sheets of very many rows: the rows that are worth a look; the rest are lines like their neighbours."""

from __future__ import annotations

from collections import Counter

from worker.plans.wording import is_total
from worker.shapes import Grid

TALL = 1500
HEAD, TAIL = 300, 120
LABEL_COLUMNS = 6
RARE = 0.002
MOST = 1500
"""Odd rows that are looked at, at most."""


def rows_to_look_at(grid: Grid) -> list[int] | None:
    """Rows (from 1) at the top, at the end, and of odd shape or label between; None for a sheet that is not tall.

    Blank rows count as odd: they part tables. A body whose rows are all of different shape is sampled.
    """
    if grid.height <= TALL:
        return None
    patterns = [tuple(map(type, row)) for row in grid.cells]
    counts = Counter(patterns)
    rare = {pattern for pattern, n in counts.items() if n <= RARE * grid.height}
    if sum(counts[pattern] for pattern in rare) > MOST:
        rare = {pattern for pattern in rare if _sparse(pattern)}
    marked = _labelled(grid)
    middle = [
        row
        for row in range(HEAD + 1, grid.height - TAIL + 1)
        if patterns[row - 1] in rare or row in marked or not any(grid.cells[row - 1])
    ]
    return [*range(1, HEAD + 1), *middle[:MOST], *range(max(HEAD, grid.height - TAIL) + 1, grid.height + 1)]


def _sparse(pattern: tuple[type, ...]) -> bool:
    """Whether a shape fills less than a third of the columns, as sections, notes and lone totals do."""
    return sum(found is not type(None) for found in pattern) * 3 < len(pattern)


def _labelled(grid: Grid) -> set[int]:
    """Rows whose first columns hold a total's label, or repeat the text that the sheet's header has there."""
    found: set[int] = set()
    heads = [
        {row[c] for row in grid.cells[:40] if isinstance(row[c], str)} for c in range(min(grid.width, 2))
    ]
    for column in range(min(grid.width, LABEL_COLUMNS)):
        values = [row[column] for row in grid.cells]
        texts = {value for value in values if isinstance(value, str)}
        said = {text for text in texts if is_total(text)} if len(texts) <= 20_000 else set()
        if said:
            found.update(row for row, value in enumerate(values, 1) if value in said)
    if len(heads) == 2:
        again = [
            row
            for row, cells in enumerate(grid.cells, 1)
            if row > HEAD and cells[0] in heads[0] and cells[1] in heads[1]
        ]
        found.update(again[:MOST] if len(again) <= 0.05 * grid.height else [])
    return found
