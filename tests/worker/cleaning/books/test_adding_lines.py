"""Which lines are taken for sums of others, and which are left alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from worker.shapes.raw_data import RawData

HEADER = [("Region", "market"), ("Vendor", "publisher"), ("Spots", "spots"), ("Net cost", "net_cost")]


def _rows(raw: RawData) -> list[int]:
    return [int(row) for row in raw.table.column("source_row").to_pylist()]


@pytest.mark.parametrize(
    ("rows", "lines", "codes"),
    [
        pytest.param(
            [["North", "Alder", 3, 300.0], ["South", "Birch", 1, 100.0], ["West", "Cedar", 2, 200.0]],
            [2, 3, 4], set(), id="a sum by chance: the line has a name of its own",
        ),
        pytest.param(
            [["North", "Alder", 3, 300.0], ["North", "Birch", 3, 300.0]], [2, 3], set(), id="twins",
        ),
        pytest.param(
            [["North", None, 3, 301.0], ["North", "Alder", 1, 100.0], ["North", "Birch", 2, 201.0]],
            [3, 4], {"lines-add-up"}, id="the vendor is blank",
        ),
        pytest.param(
            [
                ["All", "All", 10, 1003.0],
                ["North", "All", 3, 301.0], ["North", "Alder", 1, 100.0], ["North", "Birch", 2, 201.0],
                ["South", "All", 7, 702.0], ["South", "Alder", 3, 300.0], ["South", "Birch", 4, 402.0],
            ],
            [4, 5, 7, 8], {"lines-add-up"}, id="two levels",
        ),
        pytest.param(
            [["North", "Alder", 3, 300.0], [None, None, 3, 300.0]], [2], {"lines-add-up"}, id="a total of one line",
        ),
        pytest.param(
            [["North", "Alder", 1, 100.0], ["North", "Alder", 2, 201.0], ["North", "Alder", 3, 301.0]],
            [2, 3, 4], {"line-may-add-up"}, id="the same names: it is told and stays",
        ),
        pytest.param(
            [["North", "Alder", None, 300.0], ["North", "Birch", None, 100.0], ["Elm", None, None, 400.0]],
            [2, 3, 4], set(), id="the sum of two by chance",
        ),
        pytest.param(
            [["North", "Alder", 1, 120.0], ["South", "Birch", 2, 85.0], ["West", "Cedar", 3, 60.0], ["Altogethr", None, 6, 265.0]],
            [2, 3, 4, 5], {"line-may-add-up"}, id="a word that nobody knows, and no vendor",
        ),
        pytest.param(
            [
                ["North", "Alder", None, 120.0], ["North", "Birch", None, 85.0], ["Altogethr", None, None, 205.0],
                ["South", "Cedar", None, 60.0], ["South", "Daisy", None, 47.0], ["Altogethr", None, None, 107.0],
            ],
            [2, 3, 5, 6], {"lines-add-up"}, id="the same word below each group",
        ),
    ],
)  # fmt: skip
def test_lines_that_add_up_others(
    build: Callable[..., RawData], rows: list[list[Any]], lines: list[int], codes: set[str]
) -> None:
    raw = build(HEADER, rows)
    assert _rows(raw) == lines
    assert {f.code for f in raw.findings if "add-up" in f.code} == codes
