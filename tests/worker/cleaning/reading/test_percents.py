"""Percents become shares, however a column writes them."""

from __future__ import annotations

import numpy as np
import pytest

from worker.cleaning.reading.percents import shares

NAN = float("nan")


@pytest.mark.parametrize(
    ("values", "shown", "header", "expected", "result"),
    [
        ([0.1, 0.25], [False, False], "CTR", None, [0.1, 0.25]),
        ([0.1, NAN], [True, False], "Share %", None, [0.1, NAN]),  # the cell shows its sign: a share already
        ([0.5, 0.8], [False, False], "CTR", [0.005, 0.008], [0.005, 0.008]),  # what the line gives decides
        ([0.5, 0.8], [False, False], "CTR %", [0.5, 0.8], [0.5, 0.8]),
        ([0.5, 0.8], [False, False], "CTR %", None, [0.005, 0.008]),
        ([15.0, 0.5], [False, False], "Fee", None, [0.15, 0.005]),
        ([15.0, 0.15], [False, True], "Fee", None, [0.15, 0.15]),
    ],
)
def test_a_column_as_shares(
    values: list[float], shown: list[bool], header: str, expected: list[float] | None, result: list[float]
) -> None:
    ratio = None if expected is None else np.array(expected)
    read, _ = shares(np.array(values), np.array(shown), header, ratio)
    assert read.tolist() == pytest.approx(result, nan_ok=True)


def test_an_empty_column_stays_empty() -> None:
    read, scale = shares(np.array([NAN]), np.array([False]), "Fee %")
    assert np.isnan(read).all() and scale == "share"
