"""The model under the names of the user's own document; it is a local server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.worker.llm.fake_model import FakeModel, columns, mapped
from tests.worker.rule_model import (
    memory,
    model,
)
from worker import LLMMemoryManager
from worker.document.language_model import LanguageModel
from worker.errors import ModelProblem, UsageError
from worker.shapes.mapping import Scope

__all__ = ["memory", "model"]


def test_what_would_be_sent_can_be_seen_and_nothing_is(model: FakeModel) -> None:
    text = LanguageModel().show_rules_prompt("FB")
    assert text.startswith(f"POST {os.environ['ANTHROPIC_BASE_URL']}/v1/messages") and "Meta" in text
    assert model.history == []


def test_a_column_is_asked_of_the_model_by_itself(model: FakeModel, memory: LLMMemoryManager) -> None:
    model.brain = mapped({"Qwv zzk": "spend"}, confidence=1.0)
    llm = LanguageModel()
    found = llm.map_column("Qwv zzk", ["spend", "clicks"])
    assert (found["field"], found["origin"]) == ("spend", "llm") and found["confidence"] < 0.8
    assert llm.map_column("Something else")["field"] is None
    memory.remember("mappings", "Qwv zzk", found)
    known = memory.recall("mappings", "Qwv zzk")
    assert known is not None and known["confirmed"] is False
    assert memory.store.recall("Qwv zzk", Scope(template="raw_data")) is None
    model.says(columns({"c1": "revenue"}))
    with pytest.raises(ModelProblem):
        llm.map_column("Qwv other", ["spend", "clicks"])


def test_without_permission_it_says_how_to_give_it(own_memory: Path) -> None:
    for ask in (LanguageModel().map_column, LanguageModel().generate_validation_rules):
        with pytest.raises(ModelProblem) as caught:
            ask("DV360")
        assert caught.value.code == "model-off" and "MEDIAMAPPER_LLM" in caught.value.next_step


def test_no_targets_are_no_question(model: FakeModel) -> None:
    with pytest.raises(UsageError, match="no target columns"):
        LanguageModel().map_column("Cost", [])
