"""Lines that stand for all of something, proved by the lines that name it."""

from __future__ import annotations

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Grid

HEADER = ["Region", "Channel", "Vendor", "Net cost"]


def _totals(rows: list[list[object]]) -> list[int]:
    layout = understand(Grid(sheet="Plan", cells=[HEADER, *rows]))  # type: ignore[list-item]
    return [at for at, kind in enumerate(layout.row_kinds, 1) if kind in ("total", "subtotal")]


LINES = [["North", "TV", "TV A", 110], ["North", "TV", "TV B", 117], ["North", "Radio", "Radio A", 210]]


@pytest.mark.parametrize(
    ("rows", "totals"),
    [
        pytest.param(LINES, [], id="lines alone"),
        pytest.param(
            [["All", "TV", "Alder", 3000], ["North", "TV", "Birch", 1200], ["South", "TV", "Cedar", 1800]],
            [],
            id="a line for all markets that costs what the others cost",
        ),
        pytest.param(
            [["North", "(All)", "(All)", 437], ["North", "TV", "(All)", 227], *LINES], [2, 3], id="above"
        ),
        pytest.param(
            [*LINES, ["North", "TV", "Alle", 227], ["Alle", "Alle", "Alle", 437]], [5, 6], id="below"
        ),
        pytest.param([*LINES, ["全部", "全部", "全部", 437]], [5], id="at the end, in Chinese"),
    ],
)
def test_all_of_something_is_a_sum(rows: list[list[object]], totals: list[int]) -> None:
    assert _totals(rows) == totals
