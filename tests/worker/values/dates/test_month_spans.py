"""Days of a part of a month: a half of a year is none."""

from __future__ import annotations

from datetime import date

import pytest

from worker.values.dates.month_spans import part_of_month


@pytest.mark.parametrize("text", ["1H 2026", "April 2026", "1. poł.", "early bird", "5 Jan", "1H Q1 2026"])
def test_is_no_part_of_a_month(text):
    assert part_of_month(text, 2026) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1. poł. kwietnia", (date(2026, 4, 1), date(2026, 4, 15))),
        ("2e quinz. avril", (date(2026, 4, 16), date(2026, 4, 30))),
        ("koniec kwietnia", (date(2026, 4, 21), date(2026, 4, 30))),
        ("Ende Februar 2027", (date(2027, 2, 21), date(2027, 2, 28))),
    ],
)
def test_the_days_of_a_part_of_a_month(text, days):
    assert part_of_month(text, 2026) == days
