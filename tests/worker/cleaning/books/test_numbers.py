"""The number in each cell of a sheet."""

from __future__ import annotations

from datetime import date

import pytest

from worker.cleaning.books.numbers import numbers_of
from worker.shapes.grid import Cell, Grid


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (None, None),
        (True, None),
        (date(2026, 1, 5), None),
        ("Spring", None),
        ("007", None),
        ("12 %", None),
        (float("inf"), None),
        (0, 0.0),
        (12.5, 12.5),
        ("1,234.50", 1234.5),
    ],
)
def test_dates_codes_and_percents_are_no_numbers(cell: Cell, number: float | None) -> None:
    (value,) = numbers_of(Grid("Plan", [[cell]])).ravel().tolist()
    assert (None if value != value else value) == number
