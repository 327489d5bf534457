"""One question on a platform: who may ask it, what may leave, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.worker.llm.fake_model import FakeModel
from tests.worker.rule_model import BRAND, NOTES, model, said
from worker.errors import ModelProblem, UsageError
from worker.memory.folder import MemoryFolder
from worker.settings import Settings
from worker.verbs.model import Model
from worker.verbs.rules_model import RulesModel, permit

__all__ = ["model"]


@pytest.fixture
def settings(own_memory: Path) -> Settings:
    return Settings(memory_dir=own_memory, llm=True)


@pytest.fixture
def rules(settings: Settings, model: FakeModel) -> Iterator[RulesModel]:
    folder = MemoryFolder(settings)
    yield RulesModel(Model(settings, folder))
    folder.close()


def test_without_permission_nothing_is_sent(own_memory: Path, model: FakeModel) -> None:
    shut = Settings(memory_dir=own_memory)
    rules = RulesModel(Model(shut, MemoryFolder(shut)))
    with pytest.raises(ModelProblem, match="llm is off"):
        rules.platform_rules("DV360")
    assert (rules.allowed, model.asked) == (False, [])
    permit(True)


@pytest.mark.parametrize("platform", ["NIKE_Spring_2026", "", "a name of far too many words to be one"])
def test_what_reads_like_no_platform_stays_here(rules: RulesModel, model: FakeModel, platform: str) -> None:
    for ask in (rules.platform_rules, rules.show_prompt):
        with pytest.raises(UsageError, match="no platform's name"):
            ask(platform)
    assert model.history == []


def test_showing_a_question_sends_nothing(rules: RulesModel, model: FakeModel) -> None:
    assert '"DV360"' in rules.show_prompt("DBM").replace('\\"', '"')
    assert model.history == []


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        (said(), []),
        (said({**NOTES, "field": "clicks"}), []),  # a number has no length
        (said(NOTES), ["dv360-longest-notes"]),
        (said(NOTES, {**NOTES, "limit": -1}, BRAND), ["dv360-longest-notes", "dv360-needs-brand"]),
    ],
)
def test_what_can_be_no_rule_of_ours_is_left_out(
    rules: RulesModel, model: FakeModel, answer: dict[str, Any], codes: list[str]
) -> None:
    model.brain = lambda asked: answer
    given = rules.platform_rules("Display & Video 360")
    assert [rule.code for rule in given] == codes
    assert {rule.severity for rule in given} <= {"note"}


def test_a_second_question_has_a_second_answer(rules: RulesModel, model: FakeModel) -> None:
    for _ in range(2):
        rules.platform_rules("DV360")
    assert len(model.asked) == 2
