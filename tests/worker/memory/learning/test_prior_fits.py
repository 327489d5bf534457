"""Priors fitted to counts."""

from __future__ import annotations

import random

import pytest

from worker.memory.learning.confidence import PRIOR
from worker.memory.learning.prior_fits import fit


def drawn(mean: float, strength: float, mappings: int, decisions: int) -> list[tuple[float, float]]:
    chance = random.Random(3)
    found = []
    for _ in range(mappings):
        right = chance.betavariate(mean * strength, (1 - mean) * strength)
        confirmed = sum(chance.random() < right for _ in range(decisions))
        found.append((float(confirmed), float(decisions - confirmed)))
    return found


@pytest.mark.parametrize("mean", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("strength", [3.0, 20.0])
def test_a_fitted_prior_is_the_one_that_the_counts_were_drawn_from(mean: float, strength: float) -> None:
    found = fit(drawn(mean, strength, mappings=800, decisions=8))
    assert found.mean == pytest.approx(mean, abs=0.03)
    assert found.strength == pytest.approx(strength, rel=0.4)


def test_single_decisions_tell_the_mean_and_leave_the_strength() -> None:
    found = fit([(1.0, 0.0)] * 90 + [(0.0, 1.0)] * 10)
    assert found.mean == pytest.approx(0.9, abs=0.02)
    assert found.strength == pytest.approx(PRIOR.strength, rel=0.1)


def test_nothing_decided_leaves_the_usual_prior() -> None:
    assert fit([]).mean == pytest.approx(PRIOR.mean)
