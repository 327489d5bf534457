"""What titles over periods say that these hold."""

from __future__ import annotations

import pytest

from worker.plans.periods.periods import read_periods
from worker.shapes.grid import Grid


@pytest.mark.parametrize(
    ("above", "measure"),
    [
        (["Print", None, None, None], None),  # the title of the sheet
        ([None, "Print", None, None], None),
        ([None, "Budget", None, "KPIs"], None),
        (["Budget", None, None, None], None),
        ([None, "Budget", None, None], "planned_budget"),
        ([None, "Impressions", None, None], "planned_impressions"),
        ([None, "Ct", None, None], None),  # a Saturday
        ([None, "Vertoningen", None, None], "planned_impressions"),  # as a header means it
        ([None, "Antal eksponeringer", None, None], "planned_impressions"),
        ([None, "Antal", None, None], "planned_units"),
        ([None, "Mediebudget SEK", None, None], "planned_budget"),
        ([None, "Impactos", None, None], "planned_impressions"),
        ([None, "Gross media cost", None, None], "gross_cost"),
        ([None, "Стоимость с НДС", None, None], "gross_cost"),
        ([None, "Стоимость без НДС", None, None], "net_cost"),
    ],
)
def test_a_title_right_above_the_first_time_says_what_all_hold(above, measure):
    header = ["Vendor", "Jan 2026", "Feb 2026", "Mar 2026"]
    grid = Grid("Plan", [above, header, ["Alder", 100, 200, 300], ["Birch", 400, 500, 600]])
    periods = read_periods(grid, [2], 3, 4, range(1, 5))
    assert [period.measure for period in periods] == [measure] * 3
