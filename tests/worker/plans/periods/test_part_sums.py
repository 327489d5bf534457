"""Columns that add up some periods, totals, and columns that add up nothing."""

from __future__ import annotations

from typing import Any

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Grid

MONTHS = ["Jan 2026", "Feb 2026", "Mar 2026"]
LATER = ["Apr 2026", "May 2026", "Jun 2026"]
ALDER, BIRCH = ["Alder", 60, 20, 35], ["Birch", 35, 20, 12.5]


def sums(header: list[Any], *rows: list[Any]) -> list[str]:
    (table,) = understand(Grid("Plan", [header, *rows])).tables
    return [column.letter for column in table.columns if column.adds_periods]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        pytest.param(["Brand", *MONTHS, "Total"], [[*ALDER, 115], [*BIRCH, 67.5]], id="the sum of all"),
        pytest.param(["Brand", *MONTHS, "Reach", *LATER], [[*ALDER, 80, 1, 2, 3], [*BIRCH, 70, 4, 5, 6]], id="no sum"),
        pytest.param(["Brand", *MONTHS, "Q1", *LATER], [[*ALDER, 115, 1, 2, 3], [*BIRCH, None, 4, 5, 6]], id="one line"),
    ],
)  # fmt: skip
def test_what_adds_up_no_part(header: list[Any], rows: list[list[Any]]) -> None:
    assert sums(header, *rows) == []


@pytest.mark.parametrize("name", ["Tot. Q1", "1. Quartal", "Итого 1 кв.", "小計"])
def test_the_sum_of_some_months(name: str) -> None:
    header = ["Brand", *MONTHS, name, *LATER, "Total"]
    rows = [[*ALDER, 115, 1, 2, 3, 121], [*BIRCH, 67.5, 4, 5, 6, 82.5]]
    assert sums(header, *rows) == ["E"]


def test_halves_of_a_year_behind_all_months() -> None:
    header = [
        "Brand",
        *(
            f"{month} 2026"
            for month in ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        ),
    ]
    lines = [["Alder", *range(1, 13)], ["Birch", *range(21, 33)]]
    rows = [[*line, sum(line[1:7]), sum(line[7:]), sum(line[1:])] for line in lines]
    assert sums([*header, "H1", "H2", "FY"], *rows) == ["N", "O"]


@pytest.mark.parametrize(("total", "measure"), [(300, "net_cost"), (310, None)])
def test_the_sum_of_one_measure_of_the_periods(total: int, measure: str | None) -> None:
    weeks = ["W/C 03/05/2026", None, "W/C 10/05/2026", None]
    head = ["Network", *weeks, "Total cost"], [None, *["Spots", "Cost"] * 2, None]
    (table,) = understand(
        Grid("Plan", [*map(list, head), ["Seven", 5, 100, 7, 200, total], ["Nine", 4, 80, 8, 160, 240]])
    ).tables
    assert table.columns[-1].adds_measure == measure
