"""Values of a formula as Excel compares and joins them."""

from __future__ import annotations

from datetime import date

import pytest

from worker.plans.files.formula_functions import (
    CHOICES,
    FUNCTIONS,
    Failed,
    NotWorkedOut,
    Value,
    added,
    compare,
    factor,
    number,
    text,
)

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(("value", "as_number"), [(None, 0.0), ("", 0.0), (True, 1.0), (2.5, 2.5)])
def test_a_value_in_arithmetic(value: Value, as_number: float) -> None:
    assert number(value) == as_number


@pytest.mark.parametrize(("value", "error"), [("TV", Failed), (DAY, NotWorkedOut), ([1.0], NotWorkedOut)])
def test_no_number(value: Value, error: type[Exception]) -> None:
    with pytest.raises(error):
        number(value)


def test_a_price_times_no_units_is_nobodys_amount() -> None:
    with pytest.raises(NotWorkedOut):
        factor(None)
    assert factor(0.0) == 0.0


def test_days_later_and_between() -> None:
    assert added(DAY, 7.0, 1) == date(2026, 3, 16)
    assert added(DAY, date(2026, 3, 2), -1) == 7
    with pytest.raises(NotWorkedOut):
        added(DAY, DAY, 1)


@pytest.mark.parametrize(("value", "joined"), [(None, ""), (3.0, "3"), (2.5, "2.5"), ("TV", "TV")])
def test_a_value_joined_to_text(value: Value, joined: str) -> None:
    assert text(value) == joined


@pytest.mark.parametrize(
    ("sign", "left", "right", "so"),
    [
        ("=", "tv", "TV", True), ("=", "1", 1.0, False), ("=", None, "", True), ("=", None, 0.0, True), ("<", 9.0, "1", True),
        ("<>", "a", "b", True), ("<=", 2.0, 2.0, True), (">=", 1.0, 2.0, False), (">", True, 9.0, True), (">", DAY, date(2026, 3, 8), True), (">", DAY, 46_089.0, True),
    ],
)  # fmt: skip
def test_two_values_compared(sign: str, left: Value, right: Value, so: bool) -> None:
    assert compare(sign, left, right) is so


def test_a_choice_works_out_no_more_than_it_needs() -> None:
    def nobody() -> Value:
        raise AssertionError

    assert CHOICES["IF"]([lambda: True, lambda: 1.0, nobody]) == 1.0
    assert CHOICES["IFERROR"]([lambda: 1.0, nobody]) == 1.0


@pytest.mark.parametrize(
    ("criterion", "total"), [("TV", 1.0), ("<>TV", 6.0), (">2", 0.0), ("<>", 3.0), ("=", 4.0), (5.0, 0.0)]
)
def test_cells_that_meet_a_criterion(criterion: Value, total: float) -> None:
    keys: list[str | None] = ["TV", "Radio", None]
    assert FUNCTIONS["SUMIF"]([[*keys], criterion, [1.0, 2.0, 4.0]]) == total
