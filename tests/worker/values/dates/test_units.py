"""Numbered weeks, months, quarters and halves."""

from __future__ import annotations

from datetime import date

import pytest

from worker.values.dates.tokens import tokens
from worker.values.dates.units import numbered_units, unit_days, unit_span


def units(text: str) -> list[tuple[str, int, int | None, int | None]]:
    return [tuple(unit) for unit in numbered_units(tokens(text))]  # type: ignore[misc]


@pytest.mark.parametrize("text", ["", "W", "12", "W60", "Q5", "3 weeks", "KW 40-43"])
def test_no_numbered_unit(text: str) -> None:
    assert units(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("W12", [("week", 12, None, None)]),
        ("(KW 12)", [("week", 12, None, None)]),
        ("Q1 2026", [("quarter", 1, 2026, None)]),
        ("1Q26", [("quarter", 1, 2026, None)]),
        ("2026 W12", [("week", 12, 2026, None)]),
        ("Jan W2", [("week", 2, None, 1)]),
        ("S1", [("half", 1, None, None), ("week", 1, None, None)]),
        ("I кв. 2026", [("quarter", 1, 2026, None)]),
    ],
)
def test_every_unit_that_a_text_numbers(
    text: str, expected: list[tuple[str, int, int | None, int | None]]
) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("unit", "number", "days"),
    [
        ("week", 54, None),
        ("quarter", 5, None),
        ("week", 1, (date(2025, 12, 29), date(2026, 1, 4))),
        ("month", 2, (date(2026, 2, 1), date(2026, 2, 28))),
        ("quarter", 4, (date(2026, 10, 1), date(2026, 12, 31))),
        ("half", 1, (date(2026, 1, 1), date(2026, 6, 30))),
        ("year", 1, (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_days_of_a_unit(unit: str, number: int, days: tuple[date, date] | None) -> None:
    assert unit_days(unit, number, 2026) == days


@pytest.mark.parametrize(
    ("text", "year", "span"),
    [
        ("W12", None, None),
        ("KW 43-40", 2026, (date(2026, 10, 19), date(2027, 10, 10))),
        ("W12", 2026, (date(2026, 3, 16), date(2026, 3, 22))),
        ("KW 40-43 2026", None, (date(2026, 9, 28), date(2026, 10, 25))),
        ("W51 - W2 2027", None, (date(2026, 12, 14), date(2027, 1, 17))),
        ("Q1/2 2026", None, (date(2026, 1, 1), date(2026, 6, 30))),
        ("W12/26", None, (date(2026, 3, 16), date(2026, 3, 22))),
        ("2026年", None, (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_spans_of_units(text: str, year: int | None, span: tuple[date, date] | None) -> None:
    assert unit_span(tokens(text), year) == span
