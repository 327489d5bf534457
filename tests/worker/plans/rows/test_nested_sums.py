"""Parents over their lines, proven by what they add up."""

from __future__ import annotations

from typing import Any

import pytest

from worker.plans.rows.judge import judge
from worker.plans.rows.profile import profile
from worker.shapes.grid import Grid

HEADER = ["Market", "Channel", "Vendor", "Start", "Net cost"]
DAY = "2026-03-01"
TREE: list[list[Any]] = [
    ["UK", None, None, None, 2600],
    [None, "TV", None, None, 1500],
    [None, None, "Alder", DAY, 900],
    [None, None, "Birch", DAY, 600],
    [None, "Radio", None, None, 1100],
    [None, None, "Cedar", DAY, 1100],
]
INDENTED: list[list[Any]] = [
    ["TV", None, None, None, 1500],
    ["  Prime", None, "Alder", DAY, 900],
    ["  Day", None, "Birch", DAY, 600],
    ["Radio", None, None, None, 1100],
    ["  Drive", None, "Cedar", DAY, 700],
    ["  Night", None, "Elm", DAY, 400],
]
PLAIN: list[list[Any]] = [[str(row[0]).strip(), *row[1:]] for row in INDENTED]
BLANKS: list[list[Any]] = [
    ["UK", "TV", "Alder", DAY, 900],
    [None, None, "Birch", DAY, 600],
    ["IE", "TV", "Cedar", DAY, 1100],
    [None, None, "Elm", DAY, 400],
]


def sums(lines: list[list[Any]], total: float | None) -> list[int]:
    """The places of lines that are sums, the total of the table apart."""
    below = [] if total is None else [["Total", None, None, None, total]]
    kinds = judge(profile(Grid("Plan", [HEADER, *lines, *below])))
    return [at for at, kind in enumerate(kinds[1 : len(lines) + 1]) if kind == "total"]


@pytest.mark.parametrize(
    ("lines", "total"),
    [(BLANKS, 3000), (BLANKS, None), (TREE[2:4], 1500), ([TREE[0], *TREE[2:4]], 4100)],
    ids=["names written once", "without a total", "lines alone", "a parent that adds nothing up"],
)
def test_lines_without_parents(lines: list[list[Any]], total: float | None) -> None:
    assert sums(lines, total) == []


@pytest.mark.parametrize(
    ("lines", "total", "parents"),
    [
        (TREE, 2600, [0, 1, 4]),
        (INDENTED, 2600, [0, 3]),
        (INDENTED, None, [0, 3]),
        (PLAIN, 2600, [0, 3]),
    ],
    ids=["a column a level", "indents", "indents without a total", "parents that leave names and days blank"],
)
def test_parents(lines: list[list[Any]], total: float | None, parents: list[int]) -> None:
    assert sums(lines, total) == parents
