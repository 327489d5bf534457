from __future__ import annotations

import random

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.learning.confidence import PRIOR
from worker.memory.learning.prior_fits import ENOUGH, fit
from worker.memory.reporting.calibration import Calibration, measure
from worker.shapes.mapping import Decision


def test_nobody_decided_anything() -> None:
    assert measure([]) == Calibration()


@pytest.mark.parametrize(
    ("answers", "ece", "brier", "coverage"),
    [
        ([(1.0, True)] * 4, 0.0, 0.0, 1.0),
        ([(1.0, False)] * 4, 1.0, 1.0, 0.0),
        ([(0.75, True)] * 3 + [(0.75, False)], 0.0, 0.1875, 0.0),
        ([(0.9, True)] * 19 + [(0.9, False)], 0.05, 0.05, 1.0),
        ([(0.95, True)] * 5 + [(0.15, False)] * 5, 0.1, 0.0125, 0.5),
    ],
)
def test_the_numbers_are_the_textbooks(
    answers: list[tuple[float, bool]], ece: float, brier: float, coverage: float
) -> None:
    found = measure(answers)
    assert (found.ece, found.brier, found.coverage_at_95) == pytest.approx((ece, brier, coverage))
    assert sum(one.count for one in found.bins) == found.count == len(answers)


def test_only_what_memory_said_before_a_decision_is_judged(memory: LLMMemoryManager) -> None:
    decide = memory.store.decide
    decide([Decision("Cost", "net_cost", "confirm")], "anna")  # memory had said nothing
    decide([Decision("Cost", "net_cost", "confirm")], "anna")
    decide([Decision("Cost", "net_cost", "confirm")], "anna", weight=0.1)  # an export is no verdict
    decide([Decision("Cost", "net_cost", "correct", "spend")], "anna")
    found = memory.generate_performance_report().calibration
    first, second = PRIOR.mean + 0.05, (PRIOR.alpha + 2.1) / (PRIOR.strength + 2.1)
    assert found.count == 2
    assert found.brier == pytest.approx(((1 - first) ** 2 + second**2) / 2)


def test_what_was_undone_is_not_judged(memory: LLMMemoryManager) -> None:
    for _ in range(2):
        memory.store.decide([Decision("Cost", "net_cost", "confirm")], "anna")
    memory.store.undo("anna")
    assert memory.generate_performance_report().calibration.count == 0


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
