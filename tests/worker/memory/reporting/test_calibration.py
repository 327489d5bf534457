from __future__ import annotations

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.learning.confidence import PRIOR
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
