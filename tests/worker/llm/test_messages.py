"""The body of a request, and how many tokens it is."""

from __future__ import annotations

import json
import os

import pytest

from tests.worker.llm.conftest import ask
from tests.worker.llm.fake_model import FakeModel
from worker.llm.columns import column_question
from worker.llm.door import Door
from worker.llm.prompts import Prompts
from worker.settings import Settings
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Field, Template

REAL_KEY = os.environ.get("ANTHROPIC_API_KEY", "") if os.environ.get("ANTHROPIC_TESTS_MAY_COUNT") else ""


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
    head, _, body = door.as_text(
        question.prompt, question.schema, answer_tokens=question.answer_tokens
    ).partition("\n")
    assert head.startswith(f"POST {model.address}/v1/messages")
    assert not model.history
    ask(door, question)
    assert json.loads(body) == model.asked[0].body


def test_the_models_own_counter_can_be_asked(make_door, model: FakeModel, question) -> None:
    model.counts = lambda asked: 123
    assert make_door().counted(question.prompt, question.schema) == 123
    assert model.history[0].path == "/v1/messages/count_tokens"


@pytest.mark.skipif(not REAL_KEY, reason="asks the real counter")
def test_the_estimate_agrees_with_the_real_counter(settings: Settings, prompts: Prompts) -> None:
    template = Template("t", 1, tuple(Field(f"field_{n}", description="What it is.") for n in range(20)))
    many = [SourceColumn(f"Header {n}", ("1,200", "Nike")) for n in range(20)]
    asked = column_question(prompts, many, template, "", shapes=True)
    door = Door(settings, environment={"ANTHROPIC_API_KEY": REAL_KEY})
    estimated = door.estimated(asked.prompt, asked.schema)
    assert estimated == pytest.approx(door.counted(asked.prompt, asked.schema), rel=0.3)
