"""A column on whose total a percent is put is money."""

from __future__ import annotations

from typing import Any

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Grid

HEADER = ["Site", "X", "Y", "Z"]
LINES = [["Nordnews", 5, 200, 1000], ["StreamTV", 20, 50, 1000], ["Radio 7", 8, 100, 800]]
TOTAL = ["Total", None, 350, 2800]


def taxed(*below: list[Any]) -> set[str]:
    table = understand(Grid("Plan", [HEADER, *LINES, *below])).tables[0]
    return {column.header for column in table.columns if column.taxed}


@pytest.mark.parametrize(
    "below",
    [
        pytest.param([TOTAL], id="a total alone"),
        pytest.param([TOTAL, ["VAT 18 %", None, None, 500]], id="another share than it says"),
        pytest.param([TOTAL, ["VAT", None, None, 504]], id="no percent said"),
        pytest.param([TOTAL, ["Reach 50 %", None, None, 1400]], id="more than a tax"),
        pytest.param([TOTAL, ["VAT 18 %", 504, None, None]], id="below another column"),
        pytest.param([TOTAL, ["Media", None, 9000, None], ["VAT 20 %", None, 1800, None]], id="of a list of its own"),
    ],
)  # fmt: skip
def test_leaves_alone(below: list[list[Any]]) -> None:
    assert taxed(*below) == set()


@pytest.mark.parametrize(
    "below",
    [
        pytest.param([TOTAL, ["დღგ 18%", None, None, 504]], id="a tax of the total"),
        pytest.param([TOTAL, [None, None, "ДДС 20 %", "560,00"]], id="its label in another column"),
        pytest.param([TOTAL, ["Fee", None, None, 200], ["Sum", None, None, 3000], ["VAT 7.7 %", None, None, 231]], id="after a fee"),
        pytest.param([TOTAL, ["Discount 10 %", None, None, -280]], id="a discount"),
        pytest.param([TOTAL, ["Sum", None, None, 3150], ["VAT 20 %", None, None, 630]], id="with another column's total"),
    ],
)  # fmt: skip
def test_a_percent_of_the_lines(below: list[list[Any]]) -> None:
    assert taxed(*below) == {"Z"}
