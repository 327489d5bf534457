"""Platform rules from all who know some; the model is a local server, the memory a real one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.worker.llm.fake_model import FAULTS, FakeModel
from tests.worker.rule_model import (
    BRAND,
    BRAND_CODE,
    NOTES,
    NOTES_CODE,
    SOURCE,
    codes,
    fresh,
    model,
    said,
)
from worker import cache_with_ttl, get_platform_validation_rules
from worker.document.language_model import LanguageModel
from worker.memory.recall.answers import Answers

__all__ = ["model"]


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
        "platform: DV360\nrules:\n  - {kind: longest_bytes, field: campaign_name, limit: 90}\n", "utf-8"
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
    reply, code = FAULTS[fault]
    if code == "model-timeout":
        monkeypatch.setenv("MEDIAMAPPER_LLM_DEADLINE_SECONDS", "0.5")
    model.brain = lambda asked: reply
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


def a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers of the last 24 hours are too old now; what the memory keeps is not."""
    monkeypatch.setattr(Answers, "get", lambda self, key: None)


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
