"""Which columns of numbers may hold amounts, though nothing says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.unnamed_numbers import may_be_amounts
from worker.cleaning.lines import Lines
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template
from worker.shapes.grid import Cell

TEMPLATE = load_template()
COLUMNS = [("Vendor", "publisher"), ("Zorgl", None)]


def told(values: list[Cell], header: str = "Zorgl", percent: bool = False, summed: bool = False) -> bool:
    """What is said of a column with a value on each line."""
    formats = {(2, 2): "0 %"} if percent else {}
    rows = [[f"Vendor {at}", value] for at, value in enumerate(values)]
    plan = mapped([COLUMNS[0], (header, None)], rows, formats=formats)
    lines: Lines = read_lines(plan, TEMPLATE)
    sheet, column = SheetFates.of(plan.grid), replace(plan.table.columns[1], summed=summed)
    return may_be_amounts(sheet, column, sheet.numbers[lines.rows - 1, 1], lines.rows)


@pytest.mark.parametrize(
    "values",
    [
        [0.15, 0.2, 0.1],
        [15, 30, 20],
        [2026, 2027, 2026],
        [33, 33, 33],
        [-4, 12, 9],
        [1707, 1714, 1721, 1728, 1735],
        [14, None, None, None],
        ["north", "south", 12],
    ],
    ids=["shares", "seconds", "years", "one number", "differences", "in order", "few", "texts"],
)
def test_what_is_no_amount(values: list[Cell]) -> None:
    assert not told(values)


@pytest.mark.parametrize("header", ["% Zorgl", "Zorgl per day"])
def test_a_share_or_a_price_by_its_header(header: str) -> None:
    assert not told([54, 70, 105], header)


def test_a_percent_by_its_format() -> None:
    assert not told([54, 70, 105], percent=True)


@pytest.mark.parametrize(
    "values", [[54, 70, 105], [126.5, 84.2, 210.0], [1_250_000, 843_000, 310_000], [54, None, 105]]
)
def test_what_may_be_an_amount(values: list[Cell]) -> None:
    assert told(values)


def test_what_the_plan_adds_up_is_an_amount() -> None:
    assert told([33, 33, 33], summed=True)
