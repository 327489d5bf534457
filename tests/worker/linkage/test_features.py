"""What agreements and disagreements of two lines weigh."""

from __future__ import annotations

import numpy as np

from tests.worker.linkage.versions import version
from worker.linkage.features import Feature, features_of, numeric

OLD = version(*(f"Site | Place {at} | 0-6 | {100 + at}" for at in range(8)), "Teads | Spot | 0-6 | 5")
FEATURES = {feature.name: feature for feature in features_of(OLD, OLD)}


def weight(feature: Feature, old: int, new: int) -> float:
    return float(feature.weights(np.array([old]), np.array([new]))[0])


def test_what_all_have_says_nothing_and_what_one_has_says_much() -> None:
    assert weight(FEATURES["publisher"], 0, 1) < 1.0 < weight(FEATURES["publisher"], 8, 8)
    assert weight(FEATURES["placement"], 0, 0) > 2 > 0 > weight(FEATURES["placement"], 0, 1)


def test_near_days_and_amounts_weigh_something() -> None:
    days = numeric("start_date", "day", np.array([100, 500]), np.array([101, 160]))
    assert weight(days, 0, 0) > weight(days, 0, 1)
    amounts = numeric("net_cost", "amount", np.array([1_000_000, 5]), np.array([1_050_000, 9_000_000]))
    assert weight(amounts, 0, 0) > weight(amounts, 0, 1)


def test_a_name_that_both_versions_have_was_not_changed() -> None:
    new = version(
        *(f"Site | Place {at} | 0-6 | {100 + at}" for at in range(7)), "Site | Place 7b | 0-6 | 107"
    )
    place = {feature.name: feature for feature in features_of(OLD, new)}["placement"]
    assert weight(place, 7, 7) > weight(place, 6, 5)


def test_what_is_surely_the_same_says_how_often_a_column_agrees() -> None:
    pairs = np.array([[at, at] for at in range(9)])
    shuffled = np.array([[at, (at + 1) % 9] for at in range(9)])
    feature = FEATURES["placement"]
    assert feature.learnt(shuffled).same < feature.same < feature.learnt(pairs).same
    assert feature.learnt(np.zeros((0, 2), dtype=np.int64)) == feature


def test_a_column_that_one_version_has_empty_says_nothing() -> None:
    bare = version(*(f" | Place {at} | 0-6 | 1" for at in range(3)))
    assert "publisher" not in {feature.name for feature in features_of(OLD, bare)}
