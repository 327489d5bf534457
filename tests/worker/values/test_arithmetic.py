"""Arithmetic between columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from worker.values.arithmetic import (
    MIXED,
    Values,
    agree,
    constant_ratio,
    is_list_price,
    is_product,
    median,
    runs,
    same,
)

NET, UNITS, RATE = [1000.0, 480.0, 90.0], [100.0, 60.0, 10.0], [10.0, 8.0, 9.0]


@pytest.mark.parametrize(
    ("other", "equal"),
    [
        ([1000.0, None, None], False),  # one line proves nothing
        ([0.0, 0.0, 0.0], False),
        ([1000.0, 480.0, 91.0], False),
        ([1000.0, None, 90.0], True),
        ([1000.005, 480.0, 90.0], True),
    ],
)
def test_the_same_numbers(other: Values, equal: bool) -> None:
    assert same(NET, other) is equal


@pytest.mark.parametrize(
    ("other", "ratio"),
    [
        ([1190.0, 571.2, 108.0], None),
        ([1190.0, None, None], None),
        ([1190.0, 571.2, 107.1], 1.19),
        ([500.0, 240.0, 45.0], 0.5),
    ],
)
def test_a_constant_ratio(other: Values, ratio: float | None) -> None:
    assert constant_ratio(NET, other) == (None if ratio is None else pytest.approx(ratio))


@pytest.mark.parametrize(
    ("price", "scales", "rounding", "proved"),
    [
        ([7.0, 8.0, 9.0], (1.0,), 0.0, False),
        ([1.0, 1.0, 1.0], (1.0,), 0.0, False),  # a factor of one proves nothing
        ([10.0, None, None], (1.0,), 0.0, False),
        ([9.8, 7.8, 8.8], (1.0,), 0.0, False),
        ([9.8, 7.8, 8.8], (1.0,), 0.21, True),
        (RATE, (1.0,), 0.0, True),
        (RATE, (1000.0,), 0.0, False),
        ([rate * 1000 for rate in RATE], (1000.0,), 0.0, True),
        ([RATE[0] * 1000, *RATE[1:]], (1000.0,), 0.0, False),
        ([RATE[0] * 1000, *RATE[1:]], MIXED, 0.0, True),  # one line is priced by the thousand,
    ],
)
def test_a_product(price: Values, scales: Sequence[float], rounding: float, proved: bool) -> None:
    assert is_product(price, UNITS, NET, scales, 0.004, rounding) is proved


def test_one_line_in_ten_may_differ() -> None:
    pairs = [(float(n), float(n)) for n in range(1, 11)]
    assert agree([*pairs[:9], (10.0, 99.0)], 1e-6)
    assert not agree([*pairs[:8], (9.0, 99.0), (10.0, 99.0)], 1e-6)


PRICE, SHARE = (1000.0, 800.0, 600.0), (0.25, 0.1, None)
AFTER = (750.0, 720.0, 600.0)


@pytest.mark.parametrize(
    ("price", "discount", "cost", "extra", "proved"),
    [
        pytest.param(PRICE, (None, None, None), PRICE, None, False, id="no discount"),
        pytest.param(PRICE, (0.25, None, None), (750.0, 800.0, 600.0), None, False, id="one discount"),
        pytest.param(PRICE, SHARE, (750.0, 720.0, 500.0), None, False, id="one line differs"),
        pytest.param(PRICE, SHARE, (790.0, 760.0, 640.0), None, False, id="what comes on top is not there"),
        pytest.param((2.0, 3.0), (0.5, 0.5), (1.6, 2.2), None, False, id="no rounding of prices"),
        pytest.param(PRICE, SHARE, AFTER, None, True, id="shares"),
        pytest.param(PRICE, (25.0, 10.0, 0.0), AFTER, None, True, id="percents as numbers"),
        pytest.param(PRICE, SHARE, (750.0, 721.0, 600.0), None, True, id="whole units"),
        pytest.param(PRICE, SHARE, (790.0, 760.0, 640.0), (40.0, 40.0, 40.0), True, id="with production"),
    ],
)
def test_a_list_price_less_its_discount_is_the_cost(
    price: Values, discount: Values, cost: Values, extra: Values | None, proved: bool
) -> None:
    assert is_list_price(price, discount, cost, extra) is proved


@pytest.mark.parametrize(
    ("numbers", "middle"),
    [([7.0], 7.0), ([3.0, 1.0], 2.0), ([9.0, 1.0, 2.0], 2.0), ([4.0, 1.0, 3.0, 9.0], 3.5)],
)
def test_the_middle_of_numbers(numbers: list[float], middle: float) -> None:
    assert median(numbers) == middle


@pytest.mark.parametrize(
    ("numbers", "spans"),
    [([], []), ([5], [(5, 5)]), ([3, 4, 5, 9], [(3, 5), (9, 9)]), ([1, 3, 5], [(1, 1), (3, 3), (5, 5)])],
)
def test_first_and_last_of_each_run(numbers: list[int], spans: list[tuple[int, int]]) -> None:
    assert list(runs(numbers)) == spans
