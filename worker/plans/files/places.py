"""Cell references as numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.shapes.grid import column_letter, column_number

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,8})")

letters_of = lru_cache(maxsize=4096)(column_letter)
number_of = lru_cache(maxsize=4096)(column_number)


def cell_of(reference: str) -> tuple[int, int] | None:
    """'B7' -> (7, 2); None for anything else."""
    match = _CELL.fullmatch(reference)
    return (int(match[2]), number_of(match[1])) if match else None


def range_of(reference: str) -> tuple[int, int, int, int] | None:
    """'B2:A9' -> (2, 1, 9, 2): first row and column, last row and column; None for anything else."""
    first, _, last = reference.partition(":")
    one, two = cell_of(first), cell_of(last or first)
    if one is None or two is None:
        return None
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])
