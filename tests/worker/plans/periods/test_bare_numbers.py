"""Bare numbers in a header row: what they count, and when they count nothing."""

from __future__ import annotations

import pytest

from worker.plans.periods.bare_numbers import number_kind, unit_above
from worker.plans.periods.rows import find_slots
from worker.plans.rows.header_cells import header_cells
from worker.shapes.grid import Cell, Grid
from worker.values.dates.parts import Partial


@pytest.mark.parametrize(
    ("numbers", "unit", "kind"),
    [
        ([3], None, None),
        ([1, 2, 3], None, None),
        ([1, 2, 3], "week", "week"),
        ([0, 1, 2, 3, 4, 5], None, "hour"),
        ([30, 31, 32, 33, 34], None, "week"),
        (list(range(1, 13)), None, "month"),
        ([1, 2, 3, 4, 5], None, "number"),
    ],
)
def test_what_bare_numbers_count(numbers: list[int], unit: str | None, kind: str | None) -> None:
    assert number_kind(numbers, [Partial()] * len(numbers), unit) == kind


@pytest.mark.parametrize(
    ("numbers", "months", "kind"),
    [
        ([29, 30, 1, 2], [1, 1, 2, 2], "number"),
        ([1, 2, 3, 4, 1, 2, 3, 4], [1] * 4 + [2] * 4, "week"),
        ([1, 2, 3, 4, 5, 6, 7, 8], [1] * 4 + [2] * 4, "week"),
        ([5, 12, 19, 26, 2, 9], [1] * 4 + [2] * 2, "number"),
    ],
)
def test_what_numbers_under_months_count(numbers: list[int], months: list[int], kind: str) -> None:
    assert number_kind(numbers, [Partial(None, month) for month in months], None) == kind


@pytest.mark.parametrize(
    ("left", "above", "unit"), [(None, None, None), ("Week", None, "week"), (None, "Hours", "hour")]
)
def test_a_word_beside_the_numbers_names_their_unit(left: Cell, above: Cell, unit: str | None) -> None:
    grid = Grid("Plan", [[None, above, None], [left, 1, 2]])
    cells = header_cells(grid, (1, 2), (1, 2, 3))
    assert unit_above(grid, 2, [2, 3], cells) == unit


@pytest.mark.parametrize(
    ("left", "below", "kind"),
    [
        ("Hours", ["", "", "", "", "", ""], "hour"),
        ("Hours", ["T5", "T6", "T7", "CN", "T2", "T3"], "number"),
        ("Hours", ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue"], "number"),
    ],
)
def test_numbers_over_weekdays_are_days(left: str, below: list[str], kind: str) -> None:
    grid = Grid("Plan", [["Vendor", left, 8, 9, 10, 11, 12, 13], [None, None, *below]])
    slots = find_slots(grid, header_cells(grid, (1, 2), range(1, 9)))
    assert {slots[column].time.kind for column in range(3, 9)} == {kind}
