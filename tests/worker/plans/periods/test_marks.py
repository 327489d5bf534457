"""Whether period columns hold marks rather than amounts."""

from __future__ import annotations

import pytest

from worker.plans.periods.marks import are_marks, marking_fills
from worker.shapes.grid import Cell, Grid, Merge

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
        ([["Alder", "25%", "1,5"]], {}),
        ([["Alder", 1, 2]], {(1, 2): BLUE}),
        ([["Alder", 1, 1]], {}),
        ([["Alder", None, None]], {}),
        ([["Alder", "-", "n/a"]], {}),
        ([["Alder", "to be confirmed", None]], {}),
        ([["Alder", None, None]], {(1, 1): GREY, (1, 2): GREY, (1, 3): GREY}),
        ([["A", None, None]] * 3, {(1, 3): GREY, (2, 3): GREY, (3, 3): GREY}),
        ([["Alder", 1, None]], {(1, 2): GREY, (1, 3): GREY}),
    ],
    ids=[
        "amounts",
        "a number as text",
        "short numbers as text",
        "amounts on fills",
        "ones",
        "nothing",
        "blanks",
        "a note",
        "a stripe",
        "a weekend",
        "ones on a grid of one colour",
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


@pytest.mark.parametrize(
    ("rows", "fills", "marked"),
    [
        ([["A", None, None]], {(1, 1): GREY, (1, 2): GREY, (1, 3): GREY}, set()),
        ([["A", "x", None, "x"]], {(1, 2): GREY, (1, 3): GREY, (1, 4): GREY}, set()),
        ([["A", "x", None]] * 3, {(1, 3): GREY, (2, 3): GREY, (3, 3): GREY}, set()),
        ([["A", "x", None]], {(1, 2): BLUE, (1, 3): BLUE}, set()),
        ([["A", None, None]], {(1, 2): BLUE, (1, 3): BLUE}, {(1, 2), (1, 3)}),
        ([["A", "TV1", None, None]], {(1, 2): BLUE, (1, 3): BLUE}, {(1, 2), (1, 3)}),
        (
            [["A", None, None]] * 3,
            {(1, 2): BLUE, (2, 2): BLUE, (3, 2): BLUE, (2, 3): BLUE},
            {(1, 2), (2, 2), (3, 2), (2, 3)},
        ),
        (
            [["A", None, None]] * 3,
            {(1, 2): GREY, (2, 2): GREY, (3, 2): GREY, (2, 3): BLUE},
            {(2, 3)},
        ),
    ],
    ids=[
        "a stripe",
        "the ground of a grid of signs",
        "a weekend beside signs",
        "a line of one colour with a sign",
        "a line that runs all the time",
        "a bar behind its sign",
        "a week in which all lines run",
        "a weekend beside a bar",
    ],
)
def test_fills_that_mark_a_time(
    rows: list[list[Cell]], fills: dict[tuple[int, int], str], marked: set[tuple[int, int]]
) -> None:
    grid = Grid("Plan", rows, fills=fills)
    assert marking_fills(grid, range(1, grid.height + 1), range(2, grid.width + 1), 1).keys() == marked


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("Always on", 3, True),
        ("45 TRPs/wk", 3, True),
        ("12.4MM imps", 3, True),
        ("Always on", 2, False),  # one column alone is no bar
        ("45,000", 3, False),
        ("USD 45,000", 3, False),
        ("450 K", 3, False),
    ],
)
def test_words_on_merged_bars_mark_their_time(text: str, last: int, expected: bool) -> None:
    merges = (Merge(1, 2, 1, last),) if last > 2 else ()
    grid = Grid("Plan", [["Alder", text, None, None], ["Birch", None, None, None]], merges=merges)
    assert are_marks(grid, [1, 2], [2, 3, 4], 1) is expected
