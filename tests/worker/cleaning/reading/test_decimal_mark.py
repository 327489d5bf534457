"""The decimal mark of columns that leave it open."""

from __future__ import annotations

import pytest

from worker.cleaning.reading.decimal_mark import decimal_hint
from worker.shapes.grid import Cell, Grid
from worker.values.numbers import read_numbers

OPEN = ["1.200", "3.400"]


@pytest.mark.parametrize(
    ("columns", "elsewhere", "market", "mark"),
    [
        ([OPEN], "Media", None, None),
        ([OPEN, ["12,50", "3,75"]], "1,234.56", "US", ","),  # the nearest witness: another column
        ([OPEN], "1.234,56", "US", ","),  # then the sheet
        ([["1.200 zł", "3.400 zł"]], None, "US", ","),  # then the sign
        ([OPEN], None, "DE", ","),
        ([OPEN], None, "US", "."),
    ],
)
def test_the_nearest_witness_decides(
    columns: list[list[Cell]], elsewhere: Cell, market: str | None, mark: str | None
) -> None:
    grid = Grid("Plan", [[elsewhere]])
    assert decimal_hint([read_numbers(cells) for cells in columns], grid, market) == mark
