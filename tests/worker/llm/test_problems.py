"""Whatever goes wrong at the model's door is one sentence with a next step."""

from __future__ import annotations

import pytest

from tests.patience import PATIENCE
from tests.worker.llm.conftest import problem_of
from tests.worker.llm.fake_model import FAULTS, FakeModel
from worker.llm.problems import CODES, problem


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_is_one_problem_with_a_next_step(
    fault: str, make_door, model: FakeModel, question
) -> None:
    reply, code = FAULTS[fault]
    model.brain = lambda asked: reply
    door = make_door(llm_deadline_seconds=0.4 if code == "model-timeout" else PATIENCE)
    found = problem_of(door, question)
    assert found.code == code
    assert found.next_step and "\n" not in str(found) and "sk-test" not in str(found)
    if code == "model-timeout":
        assert len(model.asked) <= 1  # time that is up is not tried again


def test_the_test_covers_every_code_that_a_server_can_cause() -> None:
    covered = {code for _, code in FAULTS.values()}
    elsewhere = {
        "model-key-missing",
        "model-address",
        "model-budget-call",
        "model-budget-day",
        "model-budget-not-reserved",
        "model-suspicious",
    }
    assert set(CODES) == covered | elsewhere


def test_a_problem_is_one_line_of_two_sentences() -> None:
    found = problem("model-unknown", model="m", address="https://x")
    assert str(found) == "The model 'm' is not known at https://x. Check the setting llm_model."
