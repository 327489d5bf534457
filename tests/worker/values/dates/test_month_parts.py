"""Halves and thirds of a month."""

from __future__ import annotations

import pytest

from worker.values.dates.month_parts import day_within, month_part


@pytest.mark.parametrize("text", ["Apr 2026", "H10", "W1H2", "Halftime", "旬", "1 полка", "quincena"])
def test_no_part(text: str) -> None:
    assert month_part(text) is None


@pytest.mark.parametrize(
    ("text", "days", "rest", "is_bare"),
    [
        ("1H Apr", (1, 15), "apr", False),
        ("Apr 2026 - 2H", (16, 31), "apr 2026", False),
        ("1ra quincena de abril", (1, 15), "de abril", True),
        ("2ª quinzena", (16, 31), "", True),
        ("4月上旬", (1, 10), "4月", True),
        ("4月 下旬", (21, 31), "4月", True),
        ("II пол. мая", (16, 31), "мая", False),
        ("1. Hälfte März", (1, 15), "marz", False),
    ],
)
def test_a_part(text: str, days: tuple[int, int], rest: str, is_bare: bool) -> None:
    assert month_part(text) == (*days, rest, is_bare)


@pytest.mark.parametrize(
    ("day", "month", "year", "within"),
    [(31, None, None, 31), (15, 2, 2026, 15), (31, 4, None, 30), (31, 2, None, 28), (31, 2, 2028, 29)],
)
def test_a_month_has_no_later_day(day: int, month: int | None, year: int | None, within: int) -> None:
    assert day_within(day, month, year) == within
