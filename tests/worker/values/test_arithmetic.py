"""Arithmetic between columns."""

from __future__ import annotations

import pytest

from worker.values.arithmetic import Values, agree, constant_ratio, is_product, same

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
    ("price", "scale", "rounding", "proved"),
    [
        ([7.0, 8.0, 9.0], 1.0, 0.0, False),
        ([1.0, 1.0, 1.0], 1.0, 0.0, False),  # a factor of one proves nothing
        ([10.0, None, None], 1.0, 0.0, False),
        ([9.8, 7.8, 8.8], 1.0, 0.0, False),
        ([9.8, 7.8, 8.8], 1.0, 0.21, True),
        (RATE, 1.0, 0.0, True),
        (RATE, 1000.0, 0.0, False),
        ([rate * 1000 for rate in RATE], 1000.0, 0.0, True),
    ],
)
def test_a_product(price: Values, scale: float, rounding: float, proved: bool) -> None:
    assert is_product(price, UNITS, NET, scale, 0.004, rounding) is proved


def test_one_line_in_ten_may_differ() -> None:
    pairs = [(float(n), float(n)) for n in range(1, 11)]
    assert agree([*pairs[:9], (10.0, 99.0)], 1e-6)
    assert not agree([*pairs[:8], (9.0, 99.0), (10.0, 99.0)], 1e-6)
