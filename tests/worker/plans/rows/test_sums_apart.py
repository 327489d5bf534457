"""Rows apart from the lines that add them up again."""

from __future__ import annotations

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid

HEADER: list[Cell] = ["Vendor", "Placement", "Budget", "Impressions", "CPM"]
LINES: list[list[Cell]] = [
    ["Alder", "Bumper", 4050, 675000, 6],
    ["Birch", "Feed", 5772, 390000, 14.8],
    ["Cedar", "Video", 2860, 550000, 5.2],
    ["Doubt", "Home", 27000, 2250000, 12],
]
GAP: list[Cell] = [None] * 5


def lines(*below: list[Cell]) -> list[int]:
    """Which of the rows below the header are lines, from 1."""
    layout = understand(Grid(sheet="Plan", cells=[HEADER, *LINES, GAP, *below]))
    return [at for at, kind in enumerate(layout.row_kinds[1:], 1) if kind == "data"]


@pytest.mark.parametrize(
    "below",
    [
        [["Elm", "Box", 6910, 400000, 17.3], ["Fir", "Box", 32772, 800000, 41]],  # as much to say as a line
        [[None, "Video", 6910, 0.174], [None, "Display", 32700, 0.826]],  # no sum
        [[None, "Video", 6910, 90000], [None, "Display", 32772, 80000]],  # a sum, and counts that are none
    ],
    ids=["lines", "no sum", "other counts"],
)
def test_lines_stay(below: list[list[Cell]]) -> None:
    assert lines(*below) == [1, 2, 3, 4, 6, 7]


@pytest.mark.parametrize(
    "below",
    [
        [[None, "Video", 6910, 0.174], [None, "Display", 32772, 0.826]],
        [[None, "Video", 6910, 17.4], [None, "Display", 32772, 82.6]],
        [["Video", None, 6910], ["Display", None, 32772]],
        [["Netto", 39682]],
        [["Netto", None, None, None, 39682]],
    ],
    ids=["shares", "percents", "amounts alone", "a list", "far right"],
)
def test_what_the_lines_are_once_more_is_no_line(below: list[list[Cell]]) -> None:
    assert lines(*below) == [1, 2, 3, 4]
