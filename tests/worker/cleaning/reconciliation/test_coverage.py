"""Which lines a total row adds up."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.reconciliation.coverage import covered, is_other_sum, label_of
from worker.shapes.grid import Grid
from worker.shapes.layout import SkippedRow, Table

AMOUNTS = np.array([10.0, 20.0, 5.0, 7.0])
"""Of the lines on rows 2, 3, 5 and 6; row 4 and row 7 are totals."""
ROWS = np.array([2, 3, 5, 6])


def sheet(formulas: Mapping[tuple[int, int], str], kinds: tuple[str, str]) -> tuple[Grid, Table]:
    lines = [["A", 10], ["B", 20], ["Sum", None], ["C", 5], ["D", 7], ["All", None]]
    plan = mapped([("Site", "publisher"), ("Net", "net_cost")], lines, skipped=[(4, kinds[0]), (7, kinds[1])])
    return Grid("Plan", plan.grid.cells, formulas=dict(formulas)), plan.table


@pytest.mark.parametrize(
    ("row", "shown", "lines", "whole", "agrees"),
    [
        (4, 30.0, [True, True, False, False], False, True),
        (7, 42.0, [True, True, True, True], True, True),
        (7, 12.0, [False, False, True, True], False, True),
        (7, 99.0, [True, True, True, True], True, False),  # no range fits: the likeliest holds
    ],
)
def test_the_range_that_fits(row: int, shown: float, lines: list[bool], whole: bool, agrees: bool) -> None:
    grid, table = sheet({}, ("subtotal", "total"))
    kind = "subtotal" if row == 4 else "total"
    cover = covered(
        SkippedRow(row, kind), table, grid, ROWS, {"net": shown}, {"net": AMOUNTS}, np.ones(4, dtype=bool), 0.01
    )  # fmt: skip
    assert (cover.lines.tolist(), cover.whole, cover.agrees) == (lines, whole, agrees)


def test_a_sum_above_the_last_groups_reaches_to_the_end() -> None:
    lines = [["North", 10], ["A", 10], ["South", 12], ["TV", 5], ["B", 5], ["Radio", 7], ["C", 7]]
    sums = [(row, "subtotal") for row in (2, 4, 5, 7)]
    plan = mapped([("Site", "publisher"), ("Net", "net_cost")], lines, skipped=sums)
    amounts, every = {"net": np.array([10.0, 5.0, 7.0])}, np.ones(3, dtype=bool)
    cover = covered(
        SkippedRow(4, "subtotal"), plan.table, plan.grid, np.array([3, 6, 8]), {"net": 12.0}, amounts, every, 0.01
    )  # fmt: skip
    assert (cover.lines.tolist(), cover.whole, cover.agrees) == ([False, True, True], False, True)


def test_a_formula_says_it_first() -> None:
    grid, table = sheet({(7, 2): "=SUM(B5:B6)"}, ("subtotal", "total"))
    within = np.ones(4, dtype=bool)
    cover = covered(SkippedRow(7, "total"), table, grid, ROWS, {"net": 99.0}, {"net": AMOUNTS}, within, 0.01)
    assert (cover.lines.tolist(), cover.agrees) == ([False, False, True, True], False)


def test_lines_of_another_currency_are_no_part_of_it() -> None:
    grid, table = sheet({}, ("subtotal", "total"))
    within = np.array([True, False, True, False])
    cover = covered(SkippedRow(7, "total"), table, grid, ROWS, {"net": 15.0}, {"net": AMOUNTS}, within, 0.01)
    assert (cover.lines.tolist(), cover.whole, cover.agrees) == (within.tolist(), True, True)


def test_the_label_is_the_first_text_of_the_row() -> None:
    grid, table = sheet({}, ("subtotal", "total"))
    assert [label_of(row, table, grid) for row in (4, 7)] == ["Sum", "All"]


@pytest.mark.parametrize(
    ("label", "other"), [("Total", False), ("Grand total", False), ("VAT 19%", True), ("Discount", True)]
)
def test_tax_and_discount_are_other_sums(label: str, other: bool) -> None:
    assert is_other_sum(label) is other
