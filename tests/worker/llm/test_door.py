"""The door to the model: every failure is one typed problem, and nothing is asked that may not be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.worker.llm.conftest import ask, door_estimate, problem_of
from tests.worker.llm.fake_model import FakeModel, columns, failure, mapped, message
from worker.shapes.model_call import ModelCall


def test_an_answer_comes_back_as_it_was_given(make_door, model: FakeModel, question) -> None:
    model.brain = mapped({"Taps": "clicks"})
    assert ask(make_door(), question) == columns({"c1": "clicks"})


@pytest.mark.parametrize("status", [408, 429, 500, 503, 529])
def test_a_passing_fault_is_tried_again(status: int, make_door, model: FakeModel, question, slept) -> None:
    model.says(failure(status, retry_after="2"), columns({"c1": "clicks"}))
    assert ask(make_door(), question)["columns"][0]["field"] == "clicks"
    assert slept == [2.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_lasting_fault_is_not_tried_again(status: int, make_door, model: FakeModel, question) -> None:
    model.brain = lambda asked: failure(status)
    problem_of(make_door(), question)
    assert len(model.asked) == 1


def test_it_gives_up_after_three_tries(make_door, model: FakeModel, question) -> None:
    model.brain = lambda asked: failure(529)
    problem_of(make_door(), question)
    assert len(model.asked) == 3


def test_a_wait_beyond_the_deadline_is_not_waited_for(make_door, model: FakeModel, question, slept) -> None:
    model.brain = lambda asked: failure(429, retry_after="11")
    assert "wait 11 s" in str(problem_of(make_door(llm_deadline_seconds=10.0), question))
    assert slept == []


@pytest.mark.parametrize("key", [None, "", "  "])
def test_without_a_key_it_says_how_to_set_one(key: str | None, make_door, model: FakeModel, question) -> None:
    environment = {"ANTHROPIC_BASE_URL": model.address} | ({} if key is None else {"ANTHROPIC_API_KEY": key})
    found = problem_of(make_door(environment), question)
    assert found.code == "model-key-missing"
    assert "ANTHROPIC_API_KEY" in found.next_step
    assert not model.history


@pytest.mark.parametrize("key", ["sk-\nabc", "schlüssel", "two words"])
def test_a_key_that_can_not_be_one_is_not_sent(key: str, make_door, model: FakeModel, question) -> None:
    found = problem_of(make_door({**model.environment, "ANTHROPIC_API_KEY": key}), question)
    assert found.code == "model-key-refused" and key not in str(found)
    assert not model.history


def test_after_a_fault_of_the_way_the_next_question_does_not_wait(
    make_door, model: FakeModel, question
) -> None:
    model.brain = lambda asked: failure(401)
    door = make_door()
    first, second = problem_of(door, question), problem_of(door, question)
    assert (first.code, second.code) == ("model-key-refused", "model-key-refused")
    assert len(model.asked) == 1


def test_after_a_fault_of_the_answer_the_next_question_is_asked(
    make_door, model: FakeModel, question
) -> None:
    model.says(message("prose"), columns({"c1": "clicks"}))
    door = make_door()
    problem_of(door, question)
    assert ask(door, question)


def test_a_new_key_opens_the_door_again(make_door, model: FakeModel, question) -> None:
    model.says(failure(401))
    environment = model.environment
    door = make_door(environment)
    problem_of(door, question)
    environment["ANTHROPIC_API_KEY"] = "sk-new"
    assert ask(door, question)


# ---------------------------------------------------------------- budget and ledger


def test_a_question_that_is_too_large_is_not_asked(make_door, model: FakeModel, question, ledger) -> None:
    found = problem_of(make_door(llm_tokens_per_call=100), question)
    assert found.code == "model-budget-call" and "llm_tokens_per_call" in found.next_step
    assert not model.history and not ledger.calls


def spent(tokens: int = 0, cost: float = 0.0, days: float = 0.0) -> ModelCall:
    return ModelCall(datetime.now(UTC) - timedelta(days=days), "t", "m", tokens, 0, 0, cost, 1.0, "answered")


def test_a_day_that_is_used_up_is_not_gone_over(make_door, model: FakeModel, question, ledger) -> None:
    ledger.record(spent(tokens=199_900))
    found = problem_of(make_door(), question)
    assert found.code == "model-budget-day" and "llm_tokens_per_day" in found.next_step
    assert not model.history


def test_the_day_has_a_price_as_well(make_door, model: FakeModel, question, ledger) -> None:
    ledger.record(spent(cost=1.0))
    found = problem_of(make_door(), question)
    assert found.code == "model-budget-day" and "llm_cost_per_day" in found.next_step
    assert not model.history


def test_yesterday_is_forgiven(make_door, question, ledger) -> None:
    ledger.record(spent(tokens=199_999, cost=9.0, days=1.0))
    assert ask(make_door(), question)


def test_questions_under_way_count(make_door, model: FakeModel, question, ledger) -> None:
    door = make_door(llm_tokens_per_day=door_estimate(make_door(), question) * 3 // 2)
    second: list[str] = []

    def think(asked: Any) -> dict[str, Any]:
        second.append(problem_of(door, question).code)
        return columns({"c1": "clicks"})

    model.brain = think
    ask(door, question)
    assert second == ["model-budget-day"]
    assert ledger.spent_since(datetime.now(UTC) - timedelta(days=1))[0] == 540


class Cache(dict[str, Any]):
    def put(self, key: str, answer: Mapping[str, Any]) -> None:
        self[key] = answer


def test_the_same_question_is_paid_for_once(make_door, model: FakeModel, question, ledger) -> None:
    door = make_door(cache=Cache())
    assert ask(door, question) == ask(door, question)
    assert len(model.asked) == 1
    assert [c.outcome for c in ledger.calls] == ["answered", "remembered"]


def test_a_remembered_answer_is_checked_like_any_other(make_door, model: FakeModel, question) -> None:
    cache = Cache()
    door = make_door(cache=cache)
    ask(door, question)
    for key in cache:
        cache[key] = columns({"c1": "no_such_field"})
    ask(door, question)
    assert len(model.asked) == 2
