"""Sums of a table's lines that stand beside it."""

from __future__ import annotations

import pytest

from worker.plans.rows.letters import letter
from worker.plans.rows.side_summaries import adds_up_lines
from worker.shapes.grid import Cell

LINES: list[list[Cell]] = [["Alder", "TV", 1900], ["Birch", "TV", 1100], ["Cedar", "Online", 1500]]


def sums(beside: list[list[Cell]]) -> bool:
    rows = [[*line, None, *cells] for line, cells in zip(LINES, beside, strict=True)]
    return adds_up_lines([4, 5], [0, 1, 2], [[letter(cell) for cell in row] for row in rows], rows)


@pytest.mark.parametrize(
    "beside",
    [
        [["TV", 3000], [None, None], [None, None]],
        [["TV", 3000], ["Online", 1600], ["Total", 4600]],
        [["TV", 3000], ["Print", 1500], ["Total", 4500]],
        [["Alder", 1900], ["Birch", 1100], ["Cedar", 1500]],
        [["TV", "-"], ["Online", "-"], [None, None]],
    ],
    ids=["one name", "another sum", "a name of no line", "each line's own number", "no numbers"],
)
def test_what_is_no_summary(beside: list[list[Cell]]) -> None:
    assert not sums(beside)


@pytest.mark.parametrize(
    "beside",
    [[["TV", 3000], ["Online", 1500], ["Total", 4500]], [["online", 1500], ["TV", 3000], [None, None]]],
    ids=["with a total", "in another order"],
)
def test_sums_by_name(beside: list[list[Cell]]) -> None:
    assert sums(beside)
