"""From features to probabilities."""

import pytest

from worker.knowledge.templates import load_template
from worker.matching.from_rules import ranker_for
from worker.matching.rankers import features
from worker.matching.rankers.calibration import Scores, Weights, interpolated, shares, shipped_weights
from worker.matching.rankers.context import Context
from worker.matching.words.votes import vote_of


def test_chances_add_up_to_one_and_follow_what_claims_weigh():
    chances = shares({"spend": 2.5, "clicks": 2.0, "": 0.2})
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["spend"] > chances["clicks"] > chances[""]


@pytest.mark.parametrize(
    "header", ["Net cost", "Budgetvolumen", "Qwvzzk", "Net cost Zetabu", "2026", "Start vutipa"]
)
@pytest.mark.parametrize("votes", [{}, {"clicks": 0.6, "net_cost": 0.3, "notes": 0.05, "reach": 0.02}])
def test_the_vote_is_added_to_what_words_weigh(header, votes):
    rules = ranker_for(load_template())
    grounds = features.Grounds(rules.reader.read(header), "none", Context(), rules.fields)
    claims, weights = features.Claims(grounds, vote_of(votes)), shipped_weights()
    rows = claims.rows()
    chances = Scores(weights, grounds).chances(claims)
    assert chances == pytest.approx(shares({name: weights.score(name, rows[name]) for name in rows}))
    assert chances.keys() == rows.keys()


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
