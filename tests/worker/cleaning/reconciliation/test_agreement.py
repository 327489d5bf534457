"""When two sums are the same, and when a fee is one."""

from __future__ import annotations

import pytest

from worker.cleaning.reconciliation.agreement import is_share_of, tolerance


@pytest.mark.parametrize(
    ("lines", "rounding", "size", "allowed"),
    [
        (1, 0.01, 0.0, 0.01),
        (3, 0.01, 1e6, 0.03),
        (1, 0.01, 1e9, 0.01),
        (1, 0.01, -1e12, 1.0),
        (0, 0.01, 0.0, 0),
    ],
)
def test_a_cent_a_line_or_the_noise_of_adding(
    lines: int, rounding: float, size: float, allowed: float
) -> None:
    assert tolerance(lines, rounding, size) == pytest.approx(allowed)


@pytest.mark.parametrize(
    ("part", "whole", "rates", "is_share"),
    [
        (137.77, 1013.30, (), False),  # no round percentage
        (600.0, 1000.0, (), False),  # a line rather than a fee
        (0.5, 10.0, (), False),  # any amount is a round percentage of so little
        (150.0, 1000.0, (0.1,), False),  # another percentage than the label's
        (150.0, 1000.0, (), True),
        (949.9995, 6333.33, (), True),
        (-50.0, 1000.0, (0.05,), True),
        (190.0, 1000.0, (0.19,), True),
    ],
)
def test_a_fee_is_a_share(part: float, whole: float, rates: tuple[float, ...], is_share: bool) -> None:
    assert is_share_of(part, whole, rates, 0.01) is is_share
