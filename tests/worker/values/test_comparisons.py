"""Columns that compare what was delivered with what was planned."""

from __future__ import annotations

import pytest

from worker.values.comparisons import is_comparison, is_exchange

COST = [1000.0, 480.0, 90.0]


@pytest.mark.parametrize(
    ("result", "compares"),
    [
        ([7.0, 9.0, 11.0], False),
        ([100.0, 40.0, -9.0], False),  # planned less delivered
        ([0.0, 0.0, 0.0], False),  # nothing differs
        ([-100.0, -40.0, 9.0], True),
        ([-0.1, -1 / 12, 0.1], True),
        ([90.0, 91.67, 110.0], True),
    ],
)
def test_a_comparison_of_what_was_planned_and_delivered(result: list[float], compares: bool) -> None:
    assert is_comparison(COST, [900.0, 440.0, 99.0], result) is compares


def test_clicks_by_their_rate_compare_nothing() -> None:
    assert not is_comparison([0.002, 0.005, 0.001], [20.0, 90.0, 7.0], [10_000.0, 18_000.0, 7_000.0])


@pytest.mark.parametrize(("result", "compares"), [(0.95, True), (-0.05, True), (1.0, False), (0.5, False)])
def test_of_one_group_a_single_result_compares(result: float, compares: bool) -> None:
    delivered = [0.95 * cost for cost in COST] if result != 1.0 else COST
    assert is_comparison(COST, delivered, [result] * 3, varied=False) is compares
    assert not is_comparison(COST, delivered, [result] * 3)


@pytest.mark.parametrize(
    ("local", "rates", "is_one"),
    [
        ([1000.0, 2000.0], [1.0, 1.05], False),
        ([1000.0, 2000.0], [1.0, None], False),  # one line proves nothing
        ([500.0, 1060.0], [2.0, 2.0], False),  # a factor of all
        ([1000.0, 2000.0], [1.0, 1.06], True),
        ([None, 2000.0, 1000.0], [1.0, 1.06, 1.0], True),
    ],
)
def test_money_at_the_rate_of_its_line(
    local: list[float | None], rates: list[float | None], is_one: bool
) -> None:
    common = [1000.0, 2120.0] if len(local) == 2 else [400.0, 2120.0, 1000.0]
    assert is_exchange(local, rates, common) is is_one
