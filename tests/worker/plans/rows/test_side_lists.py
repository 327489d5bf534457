"""Lists beside a table: exchange rates, prices, legends."""

from __future__ import annotations

import pytest

from worker.plans.rows.letters import letter
from worker.plans.rows.side_lists import side_lists
from worker.shapes.grid import Cell

HEADER: list[Cell] = ["Market", "Platform", "Start", "Net cost"]
LINES: list[list[Cell]] = [
    [f"Market {i}", "Meta" if i < 5 else "TikTok", "2026-03-01", 100 * i] for i in range(1, 9)
]


def columns(beside: dict[int, list[Cell]], lines: list[list[Cell]] = LINES) -> frozenset[int]:
    """The lists of a sheet with a title, the header in its row 2, and *beside* by row, a blank column further."""
    cells = [["Plan", None, None, None], HEADER, *lines]
    width = max(map(len, beside.values()), default=0)
    rows = [[*row, None, *beside.get(at, [None] * width)] for at, row in enumerate(cells, 1)]
    return side_lists([[letter(cell) for cell in row] for row in rows], rows)


@pytest.mark.parametrize(
    "beside",
    [
        {},
        {at: ["CPM", 5] for at in range(3, 11)},
        {2: ["Rate", "Gross"], 3: ["CPM", 100], 4: ["CPC", 200]},
        {3: ["agreed", None], 4: ["booked", None]},
        {3: ["x", 5]},
        {12: ["SGD", 1], 13: ["MYR", 0.3]},
        {2: ["Platform", "Cost"], 3: ["Meta", 1000], 4: ["TikTok", 2700]},
        {2: ["Market", "Cost"], **{at: [f"Market {at - 2}", 100 * (at - 2)] for at in range(3, 11)}},
    ],
    ids=[
        "nothing",
        "on each line",
        "under a header",
        "remarks",
        "one pair",
        "below",
        "no sums",
        "each line again",
    ],
)
def test_columns_that_are_no_list(beside: dict[int, list[Cell]]) -> None:
    assert columns(beside) == frozenset()


@pytest.mark.parametrize(
    "beside",
    [
        {1: ["FX to SGD", None], 2: ["SGD", 1], 3: ["MYR", 0.305], 4: ["IDR", 8.2e-05]},
        {3: ["Media", 100], 4: ["Fee", 5], 5: ["Total", 105]},
        {2: ["Platform", "Cost"], 3: ["Meta", 1000], 4: ["TikTok", 2600], 5: ["Total", 3600]},
    ],
    ids=["beside the header", "beside lines", "sums of the lines under a header"],
)
def test_lists(beside: dict[int, list[Cell]]) -> None:
    assert columns(beside) == {5, 6}


def test_a_narrow_table_has_no_list_beside_it() -> None:
    rows = [
        ["Vendor", "Cost", None, "Rate", 1],
        ["Alder", 10, None, "Fee", 2],
        ["Birch", 20, None, None, None],
    ]
    assert side_lists([[letter(cell) for cell in row] for row in rows], rows) == frozenset()
