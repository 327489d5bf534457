"""Rows that each begin with a time."""

from __future__ import annotations

from datetime import date

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid

NONE: Cell = None
HEADER: list[Cell] = ["Month", "Alder", "Birch", "Cedar", "Dogwood"]
MONTHS: list[list[Cell]] = [
    ["January 2026", 1740, NONE, 2960, 3870],
    ["February 2026", 2639, 452, 980, 3935],
    ["March 2026", 2202, 301, NONE, 3690],
]


@pytest.mark.parametrize(
    ("row", "is_line"),
    [
        (["Total", 6581, 753, 3940, 11495], False),
        (["Q1 2026", 6581, 753, 3940, 11495], False),
        (["April 2026", 661, NONE, NONE, NONE], True),
        (["April 2026", NONE, NONE, NONE, 500], True),
    ],
)
def test_a_month_with_few_figures_is_a_line(row: list[Cell], is_line: bool) -> None:
    (table,) = understand(Grid("Plan", [HEADER, *MONTHS, row])).tables
    assert (5 in table.line_rows) == is_line


def test_a_first_month_may_have_the_figure_of_the_next() -> None:
    first: list[Cell] = ["December 2025", 1740, NONE, NONE, NONE]
    (table,) = understand(Grid("Plan", [HEADER, first, *MONTHS])).tables
    assert list(table.line_rows) == [2, 3, 4, 5]


def test_a_month_over_others_that_happen_to_add_up_is_a_line() -> None:
    rest: list[list[Cell]] = [["May 2026", 440, 740, 472, 3450], ["June 2026", 440, 370, NONE, NONE]]
    (table,) = understand(Grid("Plan", [HEADER, ["April 2026", 880, 1110, 1418, 1150], *rest])).tables
    assert 2 in table.line_rows


def test_a_remark_between_months_parts_them_not() -> None:
    lines = [
        ["August 2026", 437.5],
        ["September 2026", 145.83],
        ["* All prices net."],
        ["October 2026", 145.83],
    ]
    (table,) = understand(Grid("Plan", [["Month", "Alder"], *lines, ["November 2026", 145.84]])).tables
    assert 6 in table.line_rows


NAMES: list[Cell] = ["Feed", "Title", "Start", "Day", "End"]
FIRST, LAST = date(2026, 3, 2), date(2026, 4, 30)


def test_days_below_a_header_are_lines_where_they_go_on() -> None:
    lines: list[list[Cell]] = [
        [feed, title, FIRST, "monday", LAST]
        for feed in ("North", "South")
        for title in ("Alpha hour", "Beta", "Gamma")
    ]
    (table,) = understand(Grid("Plan", [NAMES, *lines])).tables
    assert list(table.line_rows) == [2, 3, 4, 5, 6, 7]
    assert table.periods == ()


def test_days_over_amounts_stay_a_header() -> None:
    rows: list[list[Cell]] = [
        ["Vendor", "Net cost EUR", "Week 10", "Week 11"],
        [NONE, NONE, date(2026, 3, 2), date(2026, 3, 9)],
        ["Alder", 300, 100, 200],
        ["Birch", 700, 500, 200],
    ]
    (table,) = understand(Grid("Plan", rows)).tables
    assert list(table.line_rows) == [3, 4]
    assert len(table.periods) == 2
