"""The decimal mark of columns that leave it open."""

from __future__ import annotations

import pytest

from worker.cleaning.reading.decimal_mark import decimal_hints
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
    read = {at: read_numbers(cells) for at, cells in enumerate(columns)}
    assert decimal_hints(read, (), grid, market).get(0) == mark


@pytest.mark.parametrize(
    ("cells", "elsewhere", "market", "mark"),
    [
        (["Rp495,520", "Rp496,127"], "1.234,56", None, ","),  # a witness that shows both
        (["1.200 KD", "3.400 KD"], None, "KW", "."),
        (OPEN, None, "BH", "."),
        (["Rp495,520", "Rp496,127"], None, None, "."),
        (["1.200 zł", "3.400 zł"], None, "US", ","),
        (OPEN, None, "US", ","),
    ],
    ids=["a witness", "a Kuwaiti sign", "Bahrain", "rupiah", "zlotys", "America"],
)
def test_a_country_makes_no_three_decimals_of_an_amount(
    cells: list[Cell], elsewhere: Cell, market: str | None, mark: str
) -> None:
    read = {0: read_numbers(cells)}
    assert decimal_hints(read, {0}, Grid("Plan", [[elsewhere]]), market).get(0) == mark
