"""A sum beside a table names the one column that it is of."""

from __future__ import annotations

from typing import Any

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Grid

HEADER = ["Site", "Format", "X", "Y", "Z"]
LINES = [
    ["Nordnews", "Banner", 5, 200.5, 1000],
    ["StreamTV", "Video", 20, 50.25, 900],
    ["Radio 7", "Spot", 8, 100, 800],
]
SPACE: list[Any] = [None]


def listed(
    *below: list[Any], above: list[list[Any]] | None = None, lines: list[list[Any]] = LINES
) -> dict[str, str]:
    table = understand(Grid("Plan", [*(above or []), HEADER, *lines, *below])).tables[0]
    return {column.header: column.listed_sum for column in table.columns if column.listed_sum}


@pytest.mark.parametrize(
    ("below", "lines"),
    [
        pytest.param([], LINES, id="no list"),
        pytest.param([SPACE, ["Net total", 2600]], LINES, id="another number"),
        pytest.param([SPACE, [None, 2700]], LINES, id="no label"),
        pytest.param([SPACE, ["Impressions", 33]], LINES, id="a small number"),
        pytest.param([["Total", None, 33, 350.75, 2700]], LINES, id="a row of totals"),
        pytest.param([SPACE, ["Net total", 1900]], LINES[:2], id="two lines"),
        pytest.param([SPACE, ["Net total", 2700], ["Gross total", 2700]], LINES, id="two labels"),
        pytest.param(
            [SPACE, ["Net total", 2700]], [[*line[:3], line[4], line[4]] for line in LINES], id="two columns"
        ),
        pytest.param([SPACE, ["Paid to 2700 sites"]], LINES, id="a number amid words"),
    ],
)
def test_names_no_column(below: list[list[Any]], lines: list[list[Any]]) -> None:
    assert listed(*below, lines=lines) == {}


@pytest.mark.parametrize(
    "below",
    [
        pytest.param([SPACE, ["Net total", 2700]], id="a pair"),
        pytest.param([SPACE, ["Summary"], ["Spots", 33], ["Net total", 2700.0]], id="in a list"),
        pytest.param([SPACE, [None, "Net total", None, "2 700,00"]], id="as text, a cell between"),
        pytest.param([SPACE, ["Net total: 2,700.00 EUR"]], id="in one cell"),
    ],
)
def test_names_the_column_that_it_is_of(below: list[list[Any]]) -> None:
    assert listed(*below) == {"Z": "Net total"}


def test_a_sum_above_names_its_column_too() -> None:
    assert listed(above=[["Gross total (EUR)", 350.75], [None]]) == {"Y": "Gross total (EUR)"}
