"""The door to the model: every failure is one typed problem, and nothing is asked that may not be."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.worker.llm.fake_model import FAULTS, FakeModel, Reply, columns, failure, mapped, message
from worker.errors import MemoryProblem, ModelProblem
from worker.llm.columns import column_question
from worker.llm.door import Door
from worker.llm.ledger import Check, SessionLedger
from worker.llm.messages import THINKING
from worker.llm.problems import CODES, problem
from worker.llm.prompts import Prompts
from worker.settings import Settings
from worker.shapes.mapping import SourceColumn
from worker.shapes.model_call import ModelCall
from worker.shapes.template import Field, Template

REAL_KEY = os.environ.get("ANTHROPIC_API_KEY", "") if os.environ.get("ANTHROPIC_TESTS_MAY_COUNT") else ""
TEMPLATE = Template("small", 1, (Field("clicks"), Field("spend", "money")))


@pytest.fixture
def question(prompts: Prompts):
    return column_question(prompts, [SourceColumn("Taps", ("12",))], TEMPLATE, "", shapes=True)


def ask(door: Door, question: Any) -> dict[str, Any]:
    return door.ask(question.prompt, question.schema, answer_tokens=question.answer_tokens)


def problem_of(door: Door, question: Any) -> ModelProblem:
    with pytest.raises(ModelProblem) as caught:
        ask(door, question)
    return caught.value


def test_an_answer_comes_back_as_it_was_given(make_door, model: FakeModel, question) -> None:
    model.brain = mapped({"Taps": "clicks"})
    assert ask(make_door(), question) == columns({"c1": "clicks"})


def test_what_is_sent_is_what_was_promised(make_door, model: FakeModel, question) -> None:
    ask(make_door(), question)
    (asked,) = model.asked
    assert "sk-test" in asked.headers["authorization"]
    assert asked.body["model"] == "claude-haiku-5-5"
    assert asked.body["output_config"]["effort"] == "low"
    assert asked.body["output_config"]["format"]["schema"] == question.schema
    assert "temperature" not in asked.body


def test_what_is_shown_is_what_is_sent(make_door, model: FakeModel, question) -> None:
    door = make_door()
    head, _, body = door.shown(
        question.prompt, question.schema, answer_tokens=question.answer_tokens
    ).partition("\n")
    assert head.startswith(f"POST {model.address}/v1/messages")
    assert not model.history
    ask(door, question)
    assert json.loads(body) == model.asked[0].body


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_is_one_problem_with_a_next_step(
    fault: str, make_door, model: FakeModel, question
) -> None:
    reply, code = FAULTS[fault]
    model.brain = lambda asked: reply
    door = make_door(llm_deadline_seconds=0.4 if code == "model-timeout" else 60.0)
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


def test_a_drip_is_left_behind_and_its_thread_ends(make_door, model: FakeModel, question) -> None:
    model.says(Reply(drip=0.02))
    assert problem_of(make_door(llm_deadline_seconds=0.3), question).code == "model-timeout"
    left = [t for t in threading.enumerate() if t.name == "a question to the model"]
    for thread in left:
        thread.join(5)
        assert not thread.is_alive()


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


@pytest.mark.parametrize(
    "address", ["api.example.com", "ftp://x", "http://", "http://[", "file:///etc/passwd"]
)
def test_an_address_that_is_none_is_said(address: str, make_door, question) -> None:
    door = make_door({"ANTHROPIC_BASE_URL": address, "ANTHROPIC_API_KEY": "k"})
    assert problem_of(door, question).code == "model-address"


def test_nobody_listening_is_said(make_door, question) -> None:
    door = make_door({"ANTHROPIC_BASE_URL": "http://127.0.0.1:9", "ANTHROPIC_API_KEY": "k"})
    assert problem_of(door, question).code == "model-unreachable"


def test_a_redirect_never_carries_the_key_away(make_door, model: FakeModel, question) -> None:
    with FakeModel().running() as other:
        model.says(Reply(307, b"", {"location": f"{other.address}/v1/messages"}))
        assert problem_of(make_door(), question).code == "model-captive"
        assert not other.history


def test_other_credentials_of_the_sdk_are_left_alone(
    make_door, model: FakeModel, question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "of-another-tool")
    ask(make_door(), question)
    assert "of-another-tool" not in str(model.asked[0].headers)


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


def door_estimate(door: Door, question: Any) -> int:
    return door.estimated(question.prompt, question.schema) + question.answer_tokens + THINKING


def test_a_call_is_a_row_without_a_word_of_it(
    make_door, model: FakeModel, question, ledger: SessionLedger
) -> None:
    model.says(message(columns({"c1": "clicks"}), fresh=400, out=30, cached=1_000))
    ask(make_door(), question)
    (call,) = ledger.calls
    assert (call.task, call.model, call.outcome) == ("column_mapping", "claude-haiku-5-5", "answered")
    assert (call.tokens_in, call.tokens_out, call.tokens_cached) == (1_400, 30, 1_000)
    assert call.cost == pytest.approx((400 * 0.10 + 1_000 * 0.01 + 30 * 0.50) / 1e6)
    assert "Taps" not in repr(call)


@pytest.mark.parametrize(("reply", "outcome", "paid"), [
    (message("prose"), "model-nonsense", True),
    (message("", stop="refusal"), "model-refused", True),
    (Reply(wait=True), "model-timeout", True),
    (failure(401), "model-key-refused", False),
])  # fmt: skip
def test_a_failed_call_is_a_row_too(
    reply: Reply, outcome: str, paid: bool, make_door, model: FakeModel, question, ledger
) -> None:
    model.says(reply)
    problem_of(make_door(llm_deadline_seconds=0.4 if reply.wait else 10.0), question)
    (call,) = ledger.calls
    assert (call.outcome, call.tokens_in > 0) == (outcome, paid)


def test_a_model_whose_price_nobody_knows_is_asked_all_the_same(make_door, question, ledger) -> None:
    ask(make_door(llm_model="claude-someday-9"), question)
    assert ledger.calls[0].cost is None


def test_a_ledger_that_can_not_be_written_asks_nothing(
    model: FakeModel, settings: Settings, question
) -> None:
    class Full(SessionLedger):
        def reserve(self, call: ModelCall, since: datetime, check: Check) -> int:
            raise MemoryProblem("There is no room left.")

    door = Door(settings, ledger=Full(), environment=model.environment)
    problem = problem_of(door, question)
    assert problem.code == "model-budget-not-reserved" and "There is no room left" in problem.message
    assert not model.history


def test_an_answer_is_not_lost_where_its_price_can_not_be_noted(
    model: FakeModel, settings: Settings, question
) -> None:
    """The reservation stands, at the full length of the question."""

    class Fills(SessionLedger):
        def settle(self, number: int, call: ModelCall) -> None:
            raise MemoryProblem("There is no room left.")

    ledger = Fills()
    door = Door(settings, ledger=ledger, environment=model.environment)
    assert ask(door, question)
    assert ledger.calls[0].outcome == "reserved"
    assert ledger.spent_since(datetime.now(UTC) - timedelta(days=1))[0] == door_estimate(door, question)


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


def test_the_models_own_counter_can_be_asked(make_door, model: FakeModel, question) -> None:
    model.counts = lambda asked: 123
    assert make_door().counted(question.prompt, question.schema) == 123
    assert model.history[0].path == "/v1/messages/count_tokens"


def test_a_problem_is_one_line_of_two_sentences() -> None:
    found = problem("model-unknown", model="m", address="https://x")
    assert str(found) == "The model 'm' is not known at https://x. Check the setting llm_model."


@pytest.mark.skipif(not REAL_KEY, reason="asks the real counter")
def test_the_estimate_agrees_with_the_real_counter(settings: Settings, prompts: Prompts) -> None:
    template = Template("t", 1, tuple(Field(f"field_{n}", description="What it is.") for n in range(20)))
    many = [SourceColumn(f"Header {n}", ("1,200", "Nike")) for n in range(20)]
    asked = column_question(prompts, many, template, "", shapes=True)
    door = Door(settings, environment={"ANTHROPIC_API_KEY": REAL_KEY})
    estimated = door.estimated(asked.prompt, asked.schema)
    assert estimated == pytest.approx(door.counted(asked.prompt, asked.schema), rel=0.3)
