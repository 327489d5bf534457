from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.cleaning.periods.spread import Grain, spread


def parts(total: float, weights: list[float], grain: Grain = "cents") -> list[float]:
    found = spread(np.array([total]), np.array(weights), np.zeros(len(weights), dtype=np.int64), grain)
    return [float(v) for v in found]


@pytest.mark.parametrize(
    ("total", "weights", "grain", "expected"),
    [
        (100.0, [1.0], "cents", [100.0]),
        (0.0, [1.0, 1.0], "cents", [0.0, 0.0]),
        (100.0, [1.0, 1.0, 1.0], "cents", [33.33, 33.33, 33.34]),
        (-100.0, [1.0, 1.0, 1.0], "cents", [-33.33, -33.33, -33.34]),
        (100.0, [3.0, 4.0], "cents", [42.85, 57.15]),
        (0.01, [5.0, 2.0], "cents", [0.0, 0.01]),
        (7.0, [1.0, 1.0, 1.0], "whole", [2.0, 3.0, 2.0]),
        (1.0, [1.0, 1.0, 1.0, 1.0], "whole", [0.0, 0.0, 1.0, 0.0]),
        (7.5, [1.0, 1.0], "whole", [3.75, 3.75]),
        (10.0, [0.0, 0.0], "cents", [5.0, 5.0]),
    ],
)
def test_an_amount_over_rows(total: float, weights: list[float], grain: Grain, expected: list[float]) -> None:
    assert parts(total, weights, grain) == pytest.approx(expected, abs=1e-12)


def test_a_blank_stays_blank() -> None:
    assert np.isnan(parts(float("nan"), [1.0, 2.0])).all()


@given(
    total=st.floats(-1e9, 1e9, allow_nan=False),
    weights=st.lists(st.floats(0, 1e7, allow_nan=False), min_size=1, max_size=60),
    grain=st.sampled_from(["cents", "whole"]),
)
def test_parts_add_up_exactly(total: float, weights: list[float], grain: Grain) -> None:
    assert sum(parts(total, weights, grain)) == pytest.approx(total, rel=1e-14, abs=1e-9)


@given(total=st.integers(0, 10**9), weights=st.lists(st.integers(1, 1000), min_size=1, max_size=60))
def test_whole_things_stay_whole_and_none_is_negative(total: int, weights: list[int]) -> None:
    found = parts(float(total), [float(w) for w in weights], "whole")
    assert all(v >= 0 and v == int(v) for v in found)
    assert sum(found) == total


@given(st.lists(st.integers(1, 6), min_size=1, max_size=20), st.data())
def test_groups_do_not_touch_each_other(sizes: list[int], data: st.DataObject) -> None:
    groups = np.repeat(np.arange(len(sizes)), sizes)
    totals = (
        np.array(data.draw(st.lists(st.integers(-(10**7), 10**7), min_size=len(sizes), max_size=len(sizes))))
        / 100
    )
    found = spread(totals, np.ones(len(groups)), groups, "cents")
    assert np.bincount(groups, found) == pytest.approx(totals, abs=1e-9)
