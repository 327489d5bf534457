"""From features to probabilities."""

import pytest

from worker.matching.rankers import features
from worker.matching.rankers.calibration import Weights, interpolated, shipped_weights


def test_chances_add_up_to_one_and_follow_the_evidence():
    weights = Weights({"alike": 2.0}, {"spend": 0.5}, ())
    chances = weights.probabilities(
        [("spend", {"alike": 1.0}), ("clicks", {"alike": 1.0}), ("", {"alike": 0.1})]
    )
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["spend"] > chances["clicks"] > chances[""]


def test_without_a_curve_the_raw_chance_stands():
    assert Weights({}, {}, ()).honest(0.4) == 0.4


def test_between_its_points_the_curve_is_straight():
    weights = Weights({}, {}, ((0.5, 0.4), (0.9, 0.8)))
    assert weights.honest(0.7) == pytest.approx(0.6)
    assert weights.honest(0.25) == pytest.approx(0.2)
    assert weights.honest(1.0) == 0.8


def test_a_curve_of_likeness_starts_at_nothing():
    assert interpolated((), 0.3) == 0.3
    assert interpolated(((0.5, 0.4), (1.0, 0.9)), 0.25) == pytest.approx(0.2)
    assert interpolated(((0.5, 0.4), (0.9, 0.8)), 0.95) == 0.8


def test_the_shipped_weights_know_every_feature_and_their_curve_rises():
    weights = shipped_weights()
    assert set(weights.values) == set(features.NAMES)
    curve = [weights.honest(n / 50) for n in range(51)]
    assert curve == sorted(curve)
    assert 0 <= curve[0] <= curve[-1] < 1
