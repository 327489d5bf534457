import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.reporting.model_answers import calibrated, outcomes
from worker.shapes.mapping import Decision
from worker.shapes.memory import Statement


@pytest.mark.parametrize(
    ("stated", "decided", "worth"),
    [
        (0.7, [], 0.7),
        (0.7, [(0.1, False)] * 50, 0.7),  # of quite another confidence
        (0.7, [(0.7, True)] * 5, 0.85),
        (0.7, [(0.7, False)] * 5, 0.35),
        (0.7, [(0.7, True)] * 50 + [(0.7, False)] * 50, 0.51),
    ],
)
def test_a_confidence_is_worth_what_people_made_of_it(
    stated: float, decided: list[tuple[float, bool]], worth: float
) -> None:
    assert calibrated(stated, decided) == pytest.approx(worth, abs=0.01)


def said(memory: LLMMemoryManager, header: str, field: str, confidence: float) -> None:
    memory.store.remember([Statement(header, field, confidence)], "", source="llm")


def judged(memory: LLMMemoryManager) -> list[tuple[float, bool]]:
    with memory.store.database.querying() as database:
        assert database is not None
        return outcomes(database)


def test_only_what_the_model_said_and_a_person_then_decided_counts(memory: LLMMemoryManager) -> None:
    decide = memory.store.decide
    decide([Decision("Ours", "spend", "confirm")], "anna")
    said(memory, "Waits", "spend", 0.5)
    said(memory, "Bulk", "spend", 0.6)
    decide([Decision("Bulk", "spend", "confirm")], "anna", weight=0.5)
    assert judged(memory) == []


@pytest.mark.parametrize(
    ("decision", "right"),
    [
        (Decision("Cost", "spend", "confirm"), [True]),
        (Decision("Cost", "spend", "reject"), [False]),
        (Decision("Cost", "spend", "correct", "net_cost"), [False]),
        (Decision("Cost", "net_cost", "confirm"), [False]),
        (Decision("Cost", "net_cost", "reject"), []),
    ],
)
def test_a_decision_says_whether_the_model_was_right(
    memory: LLMMemoryManager, decision: Decision, right: list[bool]
) -> None:
    said(memory, "Cost", "spend", 0.6)
    memory.store.decide([decision], "anna")
    assert judged(memory) == [(0.6, was_right) for was_right in right]


def test_what_was_taken_back_says_nothing(memory: LLMMemoryManager) -> None:
    said(memory, "Cost", "spend", 0.6)
    memory.store.decide([Decision("Cost", "spend", "confirm")], "anna")
    memory.store.undo("anna")
    assert judged(memory) == []
