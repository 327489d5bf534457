"""A column that the sheet adds up is known by its totals."""

from __future__ import annotations

from typing import Any

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Grid

HEADER = ["Site", "Rate", "Impressions", "Cost"]
LINES = [["Nordnews", 5, 200, 1000], ["StreamTV", 20, 50, 1000], ["Radio 7", 8, 100, 800]]


def summed(rows: list[list[Any]]) -> set[str]:
    table = understand(Grid("Plan", [HEADER, *rows])).tables[0]
    return {column.header for column in table.columns if column.summed}


@pytest.mark.parametrize(
    "total",
    [
        pytest.param(["Total", None, None, None], id="a total without numbers"),
        pytest.param(["Average", 11, None, None], id="no sum"),
        pytest.param(["Total", 11, None, 2600], id="another number than the sum"),
    ],
)
def test_leaves_alone(total: list[Any]) -> None:
    assert summed([*LINES, total]) == set()


def test_one_line_is_no_sum() -> None:
    assert summed([LINES[0], ["Total", 5, 200, 1000]]) == set()


def test_amounts_with_their_total() -> None:
    assert summed([*LINES, ["Total", None, 350, "2 800 €"]]) == {"Impressions", "Cost"}


def test_subtotals_since_the_last_one() -> None:
    rows = [*LINES, ["Subtotal", None, None, 2800], *LINES[:2], ["Subtotal", None, None, 2000]]
    assert summed(rows) == {"Cost"}
