"""The priors in force."""

from __future__ import annotations

import random

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.learning.prior_fits import ENOUGH
from worker.shapes.mapping import Decision


def decided(memory: LLMMemoryManager, count: int) -> None:
    verdicts = ("confirm", "confirm", "reject")
    memory.store.decide([Decision(f"Header x{at}", "notes", verdicts[at % 3]) for at in range(count)], "anna")


def test_priors_are_fitted_once_there_are_enough_decisions(memory: LLMMemoryManager) -> None:
    decided(memory, ENOUGH - 1)
    assert memory.retrain_low_performers(()).priors == ()
    memory.store.decide([Decision("One more", "notes", "confirm")], "anna")
    (fitted,) = memory.retrain_low_performers(()).priors
    assert (fitted.source, fitted.decisions) == ("confirm", ENOUGH)


def test_a_fitted_prior_is_what_confidence_starts_from(memory: LLMMemoryManager) -> None:
    memory.store.decide([Decision(f"Header x{at}", "notes", "confirm") for at in range(300)], "anna")
    (fitted,) = memory.retrain_low_performers(()).priors
    expected = (fitted.prior.alpha + 1) / (fitted.prior.strength + 1)
    found = memory.recall("mappings", "Header x1")
    assert found is not None and found["confidence"] == pytest.approx(expected, abs=1e-12)
    assert expected > 0.9
    before = found["confidence"]
    memory.decrease_confidence("Header x1", 0.1)
    assert memory.recall("mappings", "Header x1")["confidence"] == pytest.approx(before - 0.1, abs=1e-12)
    assert memory.generate_performance_report().sources[0].prior == fitted.prior


def test_a_fitted_prior_is_more_honest_than_the_usual_one(memory: LLMMemoryManager) -> None:
    chance = random.Random(5)
    for _ in range(3):
        verdicts = [
            Decision(f"Header x{at}", "notes", "confirm" if chance.random() < 0.95 else "reject")
            for at in range(200)
        ]
        memory.store.decide(verdicts, "anna")
    before = memory.generate_performance_report().calibration.ece
    memory.retrain_low_performers(())
    assert memory.generate_performance_report().calibration.ece < before
