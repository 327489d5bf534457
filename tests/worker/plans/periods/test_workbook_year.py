"""The year of a sheet that names none: only where all others say one, and one of them has days of it."""

from __future__ import annotations

from datetime import date

import pytest

from worker.plans.layout import understand
from worker.plans.periods.workbook_year import with_workbook_year
from worker.shapes.grid import Grid

HEADER = ["Station", "Programme", "5-11/10", "12-18/10", "19-25/10", "Total net cost"]
LINES = [[f"Radio {i}", "Morning", 10.0 + i, 20.0, 30.0, 60.0 + i] for i in range(5)]


def plan(sheet, title=None, flight=None):
    above = [[text, *[None] * 5] for text in (title, f"Flight: {flight}" if flight else None)]
    return Grid(sheet, [*above, [None] * 6, HEADER, *LINES])


def dated(*grids):
    answer = with_workbook_year([understand(grid) for grid in grids], grids)
    return [layout.tables[0].periods[0].start for layout in answer.layouts], answer.sheets


FLIGHT = "05.10.2026 - 25.10.2026"


@pytest.mark.parametrize(
    "grids",
    [
        [plan("Radio")],
        [plan("Radio"), plan("TV")],
        [plan("Radio"), plan("Print", flight=FLIGHT), plan("Prices 2025")],
    ],
)
def test_no_year_is_taken_where_the_others_do_not_say_one(grids):
    starts, sheets = dated(*grids)
    assert starts[0] is None and not sheets


def test_a_sheet_keeps_its_own_year():
    starts, sheets = dated(plan("Radio", "Plan 2027"), plan("Print", flight=FLIGHT))
    assert starts[0] == date(2027, 10, 5) and not sheets


def test_a_sheet_without_a_year_has_that_of_the_others():
    starts, sheets = dated(plan("Radio"), plan("Print", flight=FLIGHT))
    assert starts == [date(2026, 10, 5)] * 2 and sheets == ("Radio",)
