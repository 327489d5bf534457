"""The rules of a platform from all who know some: what is pinned, what an export takes, and what is never kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.worker.llm.fake_model import FakeModel
from tests.worker.rule_model import (
    BRAND,
    BRAND_CODE,
    NOTES_CODE,
    SOURCE,
    fresh,
    memory,
    model,
    said,
)
from worker import LLMMemoryManager
from worker.errors import MemoryProblem, UsageError
from worker.verbs.platform_rules import PlatformRules, of_export

__all__ = ["memory", "model"]


def test_a_memory_that_can_not_be_written_loses_no_answer(
    model: FakeModel, memory: LLMMemoryManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise MemoryProblem("The disk is full.")

    monkeypatch.setattr(memory.store.rules, "remember", full)
    assert NOTES_CODE in {rule.code for rule in PlatformRules(memory.memory_folder).with_model("DV360")}


def test_of_an_encrypted_memory_nothing_is_readable(model: FakeModel, own_memory: Path) -> None:
    with LLMMemoryManager(encryption_key="correct horse battery") as memory:
        for _ in range(2):
            assert NOTES_CODE in {
                rule.code for rule in PlatformRules(memory.memory_folder).with_model("DV360")
            }
        PlatformRules(memory.memory_folder).pin(NOTES_CODE)
    assert len(model.asked) == 1
    files = [file for file in own_memory.rglob("*") if file.is_file()]
    assert len(files) > 1
    assert [file.name for file in files if SOURCE.encode() in file.read_bytes()] == []


# ---------------------------------------------------------------- pins


def test_a_pin_makes_a_models_rule_warn_for_good(model: FakeModel, own_memory: Path) -> None:
    assert fresh()[NOTES_CODE] == "note"
    with LLMMemoryManager() as memory:
        PlatformRules(memory.memory_folder).pin(NOTES_CODE.upper(), "anna")
    model.brain = lambda asked: said(BRAND)
    assert fresh()[NOTES_CODE] == "warning"
    with LLMMemoryManager() as memory:
        rules = PlatformRules(memory.memory_folder)
        rules.refresh("DV360")
        kept = {rule.code: rule for rule in rules.rules_of("DV360")}
        assert kept[NOTES_CODE].pinned and kept[NOTES_CODE].limit == 50
        assert not kept[BRAND_CODE].pinned
        assert ("anna", "rule") in [(user, action) for _, user, action, _ in memory.audit_trail()]


def test_a_pin_can_be_taken_back(memory: LLMMemoryManager) -> None:
    rules = PlatformRules(memory.memory_folder)
    before = rules.rules_of("Meta")
    assert rules.pin("meta-longest-ad-group").severity == "warning"
    assert rules.unpin("meta-longest-ad-group").severity == "note"
    assert rules.rules_of("Meta") == before
    with pytest.raises(UsageError, match="not pinned"):
        rules.unpin("meta-longest-ad-group")


def test_a_model_can_pin_nothing(model: FakeModel, memory: LLMMemoryManager) -> None:
    told = {**PlatformRules(memory.memory_folder).pin("meta-longest-ad-group").as_data(), "field": "ad_name"}
    memory.store.rules.remember("platform rule meta-longest-ad-name", told, source="llm")
    told_set = {"rules": [{**told, "origin": "model", "field": "notes"}]}
    memory.store.rules.remember("platform rules Meta", told_set, source="llm")
    found = {rule.code: rule.pinned for rule in PlatformRules(memory.memory_folder).rules_of("Meta")}
    assert not found["meta-longest-ad-name"] and not found["meta-longest-notes"]


def test_a_rule_that_is_not_there_is_named_with_the_nearest(memory: LLMMemoryManager) -> None:
    with pytest.raises(UsageError) as caught:
        PlatformRules(memory.memory_folder).pin("meta-longest-ad-groop")
    assert caught.value.next_step == "Did you mean 'meta-longest-ad-group'?"


def test_pins_and_sets_are_readable_and_can_be_taken_to_another_memory(
    model: FakeModel, memory: LLMMemoryManager, tmp_path: Path
) -> None:
    rules = PlatformRules(memory.memory_folder)
    rules.refresh("DV360")
    rules.pin(NOTES_CODE)
    _, file = memory.export_json()
    assert SOURCE in file.read_text("utf-8")
    with LLMMemoryManager(tmp_path / "other") as other:
        other.import_json(file.parent)
        found = {rule.code: rule for rule in PlatformRules(other.memory_folder).rules_of("DV360")}
        assert found[NOTES_CODE].pinned and found[NOTES_CODE].source == SOURCE


def test_what_an_edit_made_unreadable_is_left_out(memory: LLMMemoryManager) -> None:
    store = memory.store
    store.rules.remember("platform rules Meta", {"rules": "all"}, source="llm")
    store.rules.remember("platform rules X", {"rules": [5, {"kind": "explode"}, {}]}, source="llm")
    store.rules.remember("platform rule x-needs-notes", {"kind": "needs"})
    assert (
        PlatformRules(memory.memory_folder).rules_of("X")
        == PlatformRules(memory.memory_folder).rules_of("Twitter")
        != ()
    )


# ---------------------------------------------------------------- for an export


def test_an_export_takes_what_is_known_and_asks_nobody(model: FakeModel, memory: LLMMemoryManager) -> None:
    PlatformRules(memory.memory_folder).refresh("DV360")
    rules = of_export(memory.memory_folder)
    assert NOTES_CODE in {rule.code for rule in rules("DV360")}
    assert {rule.platform for rule in rules("TikTok")} == {"", "TikTok"}
    assert len(model.asked) == 1


def test_what_is_said_of_meta_holds_on_instagram(model: FakeModel, memory: LLMMemoryManager) -> None:
    PlatformRules(memory.memory_folder).refresh("FB")
    assert "meta-longest-notes" in {rule.code for rule in of_export(memory.memory_folder)("Instagram")}


def test_a_setting_switches_the_rules_off(monkeypatch: pytest.MonkeyPatch, own_memory: Path) -> None:
    monkeypatch.setenv("MEDIAMAPPER_PLATFORM_CHECKS", "no")
    with LLMMemoryManager() as memory:
        assert of_export(memory.memory_folder)("DV360") == ()
