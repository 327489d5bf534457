"""What a column of numbers is that raw data has no field for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.left_columns import meaning_of
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

NET, GROSS, UNITS = [1000.0, 480.0, 90.0], [1190.0, 571.2, 107.1], [100.0, 60.0, 12.0]


@pytest.mark.parametrize(
    ("values", "meaning"),
    [
        ([77.0, 31.0, 405.0], "open"),
        ([1000.0, None, None], "open"),  # one line proves nothing
        ([10.0, None, None], "open"),  # nor does a whole number that fits
        ([None, None, 7.25], "open"),
        ([None, None, 7.5], "rate"),  # net by unit, on the one line that has a price
        ([1.0, 2.0, 3.0], "identifier"),
        (NET, "repeat"),
        ([1190.0 - 1000.0, 571.2 - 480.0, 107.1 - 90.0], "repeat"),  # gross less net
        ([1100.0, 528.0, 99.0], "repeat"),  # net with 10 %
        ([10.0, 8.0, 7.5], "rate"),  # net by unit
        ([10_000.0, 8_000.0, 7_500.0], "rate"),  # by thousand
        ([0.637, 0.3057, 0.0573], "rate"),  # the share of all
    ],
)
def test_arithmetic_with_the_exported_numbers(values: Sequence[float | None], meaning: str) -> None:
    columns = [("Net", "net_cost"), ("Gross", "gross_cost"), ("Units", "planned_units")]
    lines = read_lines(mapped(columns, list(zip(NET, GROSS, UNITS, strict=True))), load_template())
    column = np.array([np.nan if value is None else value for value in values])
    assert meaning_of(column, lines) == meaning


def test_people_reached_times_contacts_are_the_impressions() -> None:
    columns = [("Impressions", "planned_impressions"), ("Reach", "reach")]
    lines = read_lines(mapped(columns, [(1_500_000, 500_000), (840_000, 210_000)]), load_template())
    assert meaning_of(np.array([3.0, 4.0]), lines) == "rate"
    assert meaning_of(np.array([3.0, 7.0]), lines) == "open"


@pytest.mark.parametrize(
    ("values", "meaning"),
    [
        ([137.31, 41.19], "open"),  # 13.731 %, on two lines
        ([100.0, 30.0], "repeat"),  # 10 %
        ([75.0, 22.5], "repeat"),
        ([-0.05, 0.02], "rate"),  # what was spent against the plan
        ([95.0, 102.0], "rate"),
        ([-50.0, 6.0], "repeat"),  # what was spent less the plan
    ],
)
def test_parts_and_comparisons_of_two_lines(values: Sequence[float], meaning: str) -> None:
    columns = [("Budget", "planned_budget"), ("Spent", "spend")]
    lines = read_lines(mapped(columns, [(1000.0, 950.0), (300.0, 306.0)]), load_template())
    assert meaning_of(np.array(values), lines) == meaning
