"""Platform rules from all who know some; the model is a local server, the memory a real one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.worker.llm.fake_model import FAULTS, FakeModel
from worker import LLMMemoryManager, cache_with_ttl, get_platform_validation_rules
from worker.document.language_model import LanguageModel
from worker.errors import ModelProblem, UsageError
from worker.memory.recall.answers import Answers
from worker.shapes.mapping import Scope
from worker.verbs.platform_rules import PlatformRules, of_export

SOURCE = "Display & Video 360 help: notes"
NOTES = {"kind": "longest", "field": "notes", "other": "-", "limit": 50, "sentence": "s", "source": SOURCE}
BRAND = {**NOTES, "kind": "needs", "field": "brand"}
NOTES_CODE, BRAND_CODE = "dv360-longest-notes", "dv360-needs-brand"


def said(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"rules": list(rules)}


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeModel]:
    """A model that knows one rule, with key and permission to ask it."""
    with FakeModel().running() as running:
        running.brain = lambda asked: said(NOTES)
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("MEDIAMAPPER_LLM", "1")
        yield running


@pytest.fixture
def memory(own_memory: Path) -> Iterator[LLMMemoryManager]:
    with LLMMemoryManager() as opened:
        yield opened


def codes(rules: Any) -> dict[str, str]:
    return {rule["code"]: rule["severity"] for rule in rules}


def fresh() -> dict[str, str]:
    """As the next process sees it."""
    from worker.document import platform_rules

    platform_rules._default.cache_clear()
    return codes(get_platform_validation_rules("DV360"))


# ---------------------------------------------------------------- without a model


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Display & Video 360", "DV360"),
        ("DBM", "DV360"),
        ("FB", "Meta"),
        ("Bing", "Microsoft Advertising"),
        ("Twitter", "X"),
        ("TTD", "The Trade Desk"),
        ("Campaign Manager 360", "CM360"),
    ],
)
def test_a_platform_is_known_by_its_other_names(written: str, name: str) -> None:
    rules = get_platform_validation_rules(written)
    assert rules == get_platform_validation_rules(name)
    assert {rule["platform"] for rule in rules} == {"", name}


def test_a_rule_says_all_that_a_program_needs_and_survives_json() -> None:
    rules = get_platform_validation_rules("DV360")
    assert json.loads(json.dumps(rules)) == rules
    (one,) = (r for r in rules if r["code"] == "dv360-longest-bytes-campaign-name")
    assert (one["field"], one["limit"], one["severity"], one["origin"]) == (
        "campaign_name",
        240,
        "warning",
        "shipped",
    )
    assert one["source"] and one["checked"] and one["sentence"] == "campaign_name has at most 240 bytes"


def test_of_a_platform_nobody_knows_what_holds_everywhere_holds(own_memory: Path) -> None:
    rules = get_platform_validation_rules("Some Local Portal")
    assert rules and {rule["platform"] for rule in rules} == {""}


def test_asking_creates_nothing(own_memory: Path) -> None:
    get_platform_validation_rules("DV360")
    assert not own_memory.exists()


def test_a_users_file_wins(own_memory: Path) -> None:
    folder = own_memory / "platform_rules"
    folder.mkdir(parents=True)
    (folder / "dv360.yaml").write_text(
        "platform: DV360\nrules:\n  - {kind: longest_bytes, field: campaign_name, limit: 90}\n"
    )
    rules = {rule["code"]: rule for rule in get_platform_validation_rules("DV360")}
    assert rules["dv360-longest-bytes-campaign-name"]["limit"] == 90
    assert rules["dv360-longest-bytes-campaign-name"]["origin"] == "user"
    assert "dv360-longest-bytes-placement" in rules


def test_a_key_without_permission_asks_nobody(model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDIAMAPPER_LLM")
    assert NOTES_CODE not in codes(get_platform_validation_rules("DV360"))
    assert model.asked == []


def test_permission_without_a_key_is_no_error(model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    assert codes(get_platform_validation_rules("DV360")) and model.asked == []


# ---------------------------------------------------------------- with one


def test_the_model_adds_rules_that_only_note_with_their_provenance(model: FakeModel) -> None:
    rules = {rule["code"]: rule for rule in get_platform_validation_rules("Display & Video 360")}
    one = rules[NOTES_CODE]
    assert (one["severity"], one["origin"], one["pinned"], one["source"]) == ("note", "model", False, SOURCE)
    assert one["author"].startswith("claude-haiku-5-5, 20")
    assert "dv360-longest-bytes-campaign-name" in rules
    assert '"DV360"' in model.asked[0].text


def test_it_is_asked_once_a_day_under_whatever_name_and_by_whichever_process(model: FakeModel) -> None:
    for name in ("DV360", "DBM", "Display & Video 360"):
        assert NOTES_CODE in codes(get_platform_validation_rules(name))
    assert NOTES_CODE in fresh()
    assert len(model.asked) == 1
    get_platform_validation_rules("TTD")
    assert len(model.asked) == 2


def test_after_a_day_it_is_asked_again_and_its_newer_word_counts(
    model: FakeModel, own_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert NOTES_CODE in fresh()
    model.brain = lambda asked: said(BRAND)
    assert BRAND_CODE not in fresh()
    a_day_later(monkeypatch)
    after = fresh()
    assert BRAND_CODE in after and NOTES_CODE not in after
    assert len(model.asked) == 2


@pytest.mark.parametrize(
    "fault",
    [
        "401",
        "529",
        "silence",
        "a broken connection",
        "a captive portal",
        "a refusal",
        "prose",
        "half a reply",
    ],
)
def test_whatever_goes_wrong_the_last_good_set_stays(
    model: FakeModel, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fresh()
    a_day_later(monkeypatch)
    monkeypatch.setenv("MEDIAMAPPER_LLM_DEADLINE_SECONDS", "0.5")
    model.brain = lambda asked: FAULTS[fault][0]
    assert fresh() == before and NOTES_CODE in before
    assert len(model.asked) >= 2


@pytest.mark.parametrize(
    "answer",
    [
        said(),
        said({**NOTES, "field": "clicks"}),
        said({**NOTES, "limit": -1}),
        said({**NOTES, "kind": "at_most", "field": "clicks", "other": "impressions"}),
        said({**NOTES, "kind": "not_before", "field": "notes", "other": "brand"}),
    ],
)
def test_an_answer_with_nothing_usable_in_it_takes_nothing_away(
    model: FakeModel, answer: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fresh()
    a_day_later(monkeypatch)
    model.brain = lambda asked: answer
    assert fresh() == before and NOTES_CODE in before


def test_a_failure_is_not_kept_for_a_day(model: FakeModel) -> None:
    model.says(FAULTS["401"][0])
    assert NOTES_CODE not in fresh()
    assert NOTES_CODE in fresh()


def test_a_name_that_could_be_a_campaign_stays_here(model: FakeModel) -> None:
    assert codes(get_platform_validation_rules("NIKE_Spring_2026_FB"))
    assert model.asked == []


def test_a_memory_that_can_not_be_written_loses_no_answer(
    model: FakeModel, memory: LLMMemoryManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    from worker.errors import MemoryProblem

    def full(*_: Any, **__: Any) -> None:
        raise MemoryProblem("The disk is full.")

    monkeypatch.setattr(memory.store.rules, "remember", full)
    assert NOTES_CODE in {rule.code for rule in PlatformRules(memory.memory_folder).with_model("DV360")}


def a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers of the last 24 hours are too old now; what the memory keeps is not."""
    monkeypatch.setattr(Answers, "get", lambda self, key: None)


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
        kept = {rule.code: rule for rule in rules.known("DV360")}
        assert kept[NOTES_CODE].pinned and kept[NOTES_CODE].limit == 50
        assert not kept[BRAND_CODE].pinned
        assert ("anna", "rule") in [(user, action) for _, user, action, _ in memory.audit_trail()]


def test_a_pin_can_be_taken_back(memory: LLMMemoryManager) -> None:
    rules = PlatformRules(memory.memory_folder)
    before = rules.known("Meta")
    assert rules.pin("meta-longest-ad-group").severity == "warning"
    assert rules.unpin("meta-longest-ad-group").severity == "note"
    assert rules.known("Meta") == before
    with pytest.raises(UsageError, match="not pinned"):
        rules.unpin("meta-longest-ad-group")


def test_a_model_can_pin_nothing(model: FakeModel, memory: LLMMemoryManager) -> None:
    told = {**PlatformRules(memory.memory_folder).pin("meta-longest-ad-group").as_data(), "field": "ad_name"}
    memory.store.rules.remember("platform rule meta-longest-ad-name", told, source="llm")
    told_set = {"rules": [{**told, "origin": "model", "field": "notes"}]}
    memory.store.rules.remember("platform rules Meta", told_set, source="llm")
    found = {rule.code: rule.pinned for rule in PlatformRules(memory.memory_folder).known("Meta")}
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
    assert SOURCE in file.read_text()
    with LLMMemoryManager(tmp_path / "other") as other:
        other.import_json(file.parent)
        found = {rule.code: rule for rule in PlatformRules(other.memory_folder).known("DV360")}
        assert found[NOTES_CODE].pinned and found[NOTES_CODE].source == SOURCE


def test_what_an_edit_made_unreadable_is_left_out(memory: LLMMemoryManager) -> None:
    store = memory.store
    store.rules.remember("platform rules Meta", {"rules": "all"}, source="llm")
    store.rules.remember("platform rules X", {"rules": [5, {"kind": "explode"}, {}]}, source="llm")
    store.rules.remember("platform rule x-needs-notes", {"kind": "needs"})
    assert (
        PlatformRules(memory.memory_folder).known("X")
        == PlatformRules(memory.memory_folder).known("Twitter")
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


# ---------------------------------------------------------------- the user's document

CACHING = """
# Cache expensive operations
@cache_with_ttl(hours=24)
def get_platform_validation_rules(platform):
    return llm.generate_validation_rules(platform)

# Use cache for repeated operations
rules = get_platform_validation_rules("DV360")  # First call: LLM
rules = get_platform_validation_rules("DV360")  # Second call: Cache
"""


def test_the_documents_own_function_runs_against_our_model(model: FakeModel) -> None:
    space: dict[str, Any] = {"cache_with_ttl": cache_with_ttl, "llm": LanguageModel(), "__name__": "theirs"}
    exec(compile(CACHING, "users-document.md", "exec"), space)  # noqa: S102 - the document's own words
    assert codes(space["rules"]) == {NOTES_CODE: "note"}
    assert len(model.asked) == 1


def test_what_would_be_sent_can_be_seen_and_nothing_is(model: FakeModel) -> None:
    text = LanguageModel().show_rules_prompt("FB")
    assert text.startswith(f"POST {os.environ['ANTHROPIC_BASE_URL']}/v1/messages") and "Meta" in text
    assert model.history == []


def test_a_column_is_asked_of_the_model_by_itself(model: FakeModel, memory: LLMMemoryManager) -> None:
    from tests.worker.llm.fake_model import columns, mapped

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
