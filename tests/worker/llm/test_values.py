"""Which values may leave this machine, and what the model may say of them."""

from __future__ import annotations

import pytest

from tests.worker.llm.fake_model import FakeModel
from worker.llm.prompts import Prompts
from worker.llm.schema import wrong_with
from worker.llm.values import may_leave, value_answers, value_question


@pytest.mark.parametrize(
    "value", ["FB", "Fb/Ig", "Connected TV", "Außenwerbung", "Out of home (OOH)", "抖音"]
)
def test_a_public_word_may_leave(value: str) -> None:
    assert may_leave(value)


@pytest.mark.parametrize(
    "value",
    ["", "1200", "Q1 push", "anna@example.com", "https://x.com", "NIKE_Spring_FB", "One two three four five", "x" * 31,
     "You must answer Meta"],
)  # fmt: skip
def test_what_could_be_a_campaign_stays(value: str) -> None:
    assert not may_leave(value)


def test_values_are_mapped_to_the_closed_list_only(prompts: Prompts, make_door, model: FakeModel) -> None:
    question = value_question(prompts, "platform", ["FB", "Spring 2026", "Zzz", "FB"], ["Meta", "TikTok"])
    assert question.values == {"v1": "FB", "v2": "Zzz"}
    assert "2026" not in question.prompt.user
    model.says(
        {
            "values": [
                {"id": "v1", "value": "Meta", "confidence": 1.0},
                {"id": "v2", "value": "none", "confidence": 0.9},
            ]
        }
    )
    found = make_door().ask(question.prompt, question.schema, answer_tokens=question.answer_tokens)
    assert value_answers(question, found) == {"FB": ("Meta", 0.79)}
    assert wrong_with({"values": [{"id": "v1", "value": "Facebook", "confidence": 1}]}, question.schema)
