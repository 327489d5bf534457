"""Whether period columns hold marks rather than amounts."""

from __future__ import annotations

import pytest

from worker.plans.periods.marks import are_marks
from worker.shapes.grid import Cell, Grid

BLUE, GREY = "0000FF", "CCCCCC"


def marks(rows: list[list[Cell]], fills: dict[tuple[int, int], str] | None = None) -> bool:
    """Of columns 2 and further, with the vendor in column 1."""
    grid = Grid("Plan", rows, fills=fills or {})
    return are_marks(grid, range(1, grid.height + 1), range(2, grid.width + 1), 1)


@pytest.mark.parametrize(
    ("rows", "fills"),
    [
        ([["Alder", 100, None]], {}),
        ([["Alder", "100", "x"]], {}),
        ([["Alder", 1, 2]], {(1, 2): BLUE}),
        ([["Alder", 1, 1]], {}),
        ([["Alder", None, None]], {}),
        ([["Alder", "-", "n/a"]], {}),
        ([["Alder", "to be confirmed", None]], {}),
        ([["Alder", None, None]], {(1, 1): GREY, (1, 2): GREY, (1, 3): GREY}),
        ([["A", None, None]] * 3, {(1, 3): GREY, (2, 3): GREY, (3, 3): GREY}),
    ],
    ids=[
        "amounts",
        "a number as text",
        "amounts on fills",
        "ones",
        "nothing",
        "blanks",
        "a note",
        "a stripe",
        "a weekend",
    ],
)
def test_no_marks(rows: list[list[Cell]], fills: dict[tuple[int, int], str]) -> None:
    assert not marks(rows, fills)


@pytest.mark.parametrize(
    ("rows", "fills"),
    [
        ([["Alder", "x", None]], {}),
        ([["Alder", "TV1", 0]], {}),
        ([["Alder", 1, None]], {(1, 2): BLUE}),
        ([["Alder", None, None]], {(1, 2): BLUE}),
        ([["Alder", None, None]], {(1, 1): GREY, (1, 2): GREY, (1, 3): BLUE}),
    ],
    ids=["signs", "codes", "ones on fills", "fills", "fills over a stripe"],
)
def test_marks(rows: list[list[Cell]], fills: dict[tuple[int, int], str]) -> None:
    assert marks(rows, fills)
