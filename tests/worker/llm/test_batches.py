"""Questions that nobody waits for: in a batch, at its price, and called back where it takes too long."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.worker.llm.conftest import MakeDoor, ask, problem_of
from tests.worker.llm.fake_model import FakeModel, columns, failure
from worker.errors import ModelProblem
from worker.llm.batches import POLL_SECONDS, answer_in, name_in
from worker.llm.ledger import SessionLedger
from worker.llm.transport import Reply

DAY = 86_400.0
ANSWER = columns({"c1": "clicks"})


def test_whoever_waits_is_answered_at_once(make_door: MakeDoor, model: FakeModel, question: Any) -> None:
    model.says(ANSWER)
    ask(make_door(), question)
    assert [one.path for one in model.history] == ["/v1/messages"]


def test_whoever_does_not_wait_asks_the_same_in_a_batch(
    make_door: MakeDoor, model: FakeModel, question: Any, slept: list[float]
) -> None:
    model.says(ANSWER, ANSWER)
    model.looks = 2
    assert ask(make_door(llm_patience_seconds=DAY), question) == ask(make_door(), question)
    late, soon = model.asked
    assert late.body == soon.body
    assert slept == [POLL_SECONDS] * 2
    assert [one.path for one in model.history[:5]] == [
        "/v1/messages/batches",
        *["/v1/messages/batches/msgbatch_1"] * 3,
        "/v1/messages/batches/msgbatch_1/results",
    ]


def test_it_costs_half(make_door: MakeDoor, model: FakeModel, question: Any, ledger: SessionLedger) -> None:
    model.says(ANSWER, ANSWER)
    soon, late = make_door(), make_door(llm_patience_seconds=DAY)
    ask(soon, question)
    ask(late, question)
    assert late.spending.cost == pytest.approx(soon.spending.cost / 2) and soon.spending.cost > 0


def test_what_is_shown_is_the_batch(make_door: MakeDoor, model: FakeModel, question: Any) -> None:
    shown = make_door(llm_patience_seconds=DAY).as_text(
        question.prompt, question.schema, answer_tokens=question.answer_tokens
    )
    model.says(ANSWER)
    ask(make_door(llm_patience_seconds=DAY), question)
    head, _, body = shown.partition("\n")
    assert head.startswith(f"POST {model.address}/v1/messages/batches ")
    assert json.loads(body) == model.history[0].body


def test_a_batch_that_takes_too_long_is_called_back(
    make_door: MakeDoor, model: FakeModel, question: Any
) -> None:
    model.looks = 1_000
    assert problem_of(make_door(llm_patience_seconds=POLL_SECONDS / 2), question).code == "model-timeout"
    assert model.history[-1].path == "/v1/messages/batches/msgbatch_1/cancel"
    assert model.asked == []


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (failure(400, "invalid_request_error"), "model-request"),
        (failure(500, "api_error"), "model-overloaded"),
    ],
)
def test_a_question_that_failed_in_its_batch_is_a_problem(
    make_door: MakeDoor, model: FakeModel, question: Any, reply: Reply, code: str
) -> None:
    model.says(reply)
    assert problem_of(make_door(llm_patience_seconds=DAY), question).code == code


@pytest.mark.parametrize("name", [None, "", "../../admin", "a/b", "a?b=c", 7])
def test_a_name_that_leads_elsewhere_is_none(name: object) -> None:
    with pytest.raises(ModelProblem, match="a batch without a name"):
        name_in(Reply(200, {}, json.dumps({"id": name}).encode()), "here")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "model-captive"),
        ([{"custom_id": "another", "result": {"type": "succeeded", "message": {}}}], "model-captive"),
        ([{"custom_id": "question", "result": {"type": "expired"}}], "model-overloaded"),
        ([{"custom_id": "question"}], "model-captive"),
    ],
)
def test_results_without_our_answer_are_none(lines: list[dict[str, Any]], code: str) -> None:
    body = b"\n".join(json.dumps(line).encode() for line in lines)
    with pytest.raises(ModelProblem) as caught:
        answer_in(Reply(200, {}, body), "here")
    assert caught.value.code == code
