"""Lines of a name and one amount, told from totals by the total that counts them."""

from __future__ import annotations

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid

NONE: Cell = None
HEADER: list[Cell] = ["Medium", "Price", "Quantity", "Sum"]
SOCIAL: list[Cell] = ["Social posts", 200, 3, 600]
VIDEO: list[Cell] = ["Videos", 20, 30, 600]
SEARCH: list[Cell] = ["Context ads", NONE, NONE, 800]
SEO: list[Cell] = ["Search optimisation", NONE, NONE, 1000]


def _sum(value: int, label: Cell = None) -> list[Cell]:
    return [label, NONE, NONE, value]


def _lines(*rows: list[Cell]) -> list[int]:
    """Which of the rows below the header are lines, from 1."""
    layout = understand(Grid(sheet="Plan", cells=[HEADER, *rows]))
    return [at for at, kind in enumerate(layout.row_kinds[1:], 1) if kind == "data"]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param([SOCIAL, VIDEO, _sum(1200, "Total")], [1, 2], id="a total of the lines alone"),
        pytest.param(
            [SOCIAL, VIDEO, _sum(1200, "Media total"), _sum(120, "Commission"), _sum(1320, "Total")],
            [1, 2],
            id="a fee between two totals",
        ),
        pytest.param(
            [SOCIAL, VIDEO, _sum(240, "VAT"), _sum(1440, "Total")], [1, 2], id="a tax before the total"
        ),
        pytest.param([SOCIAL, VIDEO, SEARCH, SEO, [NONE] * 4, _sum(3000)], [1, 2, 3, 4], id="a bare total"),
        pytest.param([SOCIAL, VIDEO, SEARCH, SEO, _sum(3000, "Total")], [1, 2, 3, 4], id="a labelled total"),
    ],
)
def test_a_row_that_the_total_counts_is_a_line(rows: list[list[Cell]], lines: list[int]) -> None:
    assert _lines(*rows) == lines
