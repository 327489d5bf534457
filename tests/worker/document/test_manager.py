"""The names of the user's document, one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.errors import UsageError
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope, SourceColumn

EXACT = {"abs": 1e-12, "rel": 0}


def sure(memory: LLMMemoryManager, header: str) -> float:
    found = memory.recall("mappings", header)
    assert found is not None
    return found["confidence"]


def test_asking_creates_nothing(memory: LLMMemoryManager, folder: Path) -> None:
    assert memory.recall("mappings", "SPEND_USD") is None
    assert memory.recall("values", "FB") is None
    assert memory.recall("validations", "DV360") is None
    assert (memory.get_top_mappings(10), memory.find_similar_columns(["Cost"])) == ("", "")
    assert memory.generate_performance_report().summary.mappings == 0
    assert (memory.archive_old_entries(), memory.due(), memory.run_due()) == (0, [], [])
    memory.close()
    assert not folder.exists()


@pytest.mark.parametrize("written", ["SPEND_USD", "Spend USD", "spendUsd", "  spend-usd "])
def test_headers_are_compared_normalised(memory: LLMMemoryManager, written: str) -> None:
    memory.remember("mappings", "SPEND_USD", {"field": "spend", "confidence": 0.7})
    found = memory.recall("mappings", written)
    assert found is not None
    assert (found["field"], found["origin"]) == ("spend", "memory")
    assert found["confidence"] == pytest.approx(0.7, **EXACT)


@pytest.mark.parametrize("policy", ["beta", "additive"])
def test_confidence_moves_by_exactly_what_is_said(folder: Path, policy: str) -> None:
    with LLMMemoryManager(settings_=Settings(folder, policy=policy)) as memory:
        memory.remember("mappings", "Cost", {"field": "net_cost", "confidence": 0.5})
        for step, (move, amount) in enumerate([("up", 0.05), ("up", 0.05), ("down", 0.1), ("up", 0.2)]):
            before = sure(memory, "Cost")
            if move == "up":
                memory.increment_confidence("Cost", amount)
            else:
                memory.decrease_confidence("Cost", amount)
            signed = amount if move == "up" else -amount
            assert sure(memory, "Cost") == pytest.approx(before + signed, **EXACT), step


def test_confidence_stays_between_0_and_1(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Cost", {"field": "net_cost", "confidence": 0.98})
    assert memory.increment_confidence("Cost", 0.05).confidence == 1.0
    assert memory.decrease_confidence("Cost", 3).confidence == 0.0
    assert memory.recall("mappings", "Cost") is None


def test_the_success_rate_is_counted_and_confidence_stays(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Cost", {"field": "net_cost", "confidence": 0.7})
    for success in (True, True, False):
        memory.update_success_rate("Cost", success=success)
    assert sure(memory, "Cost") == pytest.approx(0.7, **EXACT)
    (source,) = memory.generate_performance_report().sources
    assert (source.confirmed, source.rejected) == (2, 1)


@pytest.mark.parametrize("change", ["update_success_rate", "increment_confidence", "decrease_confidence"])
def test_what_nobody_knows_can_not_be_moved(memory: LLMMemoryManager, change: str) -> None:
    with pytest.raises(UsageError, match="Nothing is remembered of 'Cost'"):
        getattr(memory, change)("Cost", True if change.startswith("update") else 0.1)


def test_values_are_remembered_by_field(memory: LLMMemoryManager) -> None:
    memory.remember("values", "FB", {"field": "platform", "value": "Facebook", "confidence": 0.9})
    found = memory.recall("values", "fb")
    assert found is not None
    assert (found["field"], found["value"]) == ("platform", "Facebook")
    assert memory.recall("values", "FB", field="channel") is None
    known = memory.store.recall_value("platform", "FB")
    assert known is not None and known.value == "Facebook"


def test_a_value_told_without_a_field_serves_any(memory: LLMMemoryManager) -> None:
    memory.remember("values", "IG", "Instagram")
    for field in (None, "platform"):
        found = memory.recall("values", "IG", field=field)
        assert found is not None and found["value"] == "Instagram"


def test_rules_come_back_as_they_were_told(memory: LLMMemoryManager) -> None:
    memory.remember("validations", "DV360", {"name_length": 240, "required": ["id"], "confidence": 0.9})
    found = memory.recall("validations", "dv360")
    assert found is not None
    assert {k: found[k] for k in ("name_length", "required", "confidence", "origin")} == {
        "name_length": 240,
        "required": ["id"],
        "confidence": 0.9,
        "origin": "memory",
    }


def test_a_models_rule_warns_and_never_replaces_a_persons(memory: LLMMemoryManager) -> None:
    memory.remember("validations", "TTD", {"limit": 1, "confidence": 0.99, "origin": "llm"})
    first = memory.recall("validations", "TTD")
    assert first is not None and (first["confidence"], first["origin"]) == (0.79, "llm")
    memory.remember("validations", "TTD", {"limit": 2})
    memory.remember("validations", "TTD", {"limit": 3, "origin": "llm"})
    second = memory.recall("validations", "TTD")
    assert second is not None and (second["limit"], second["origin"]) == (2, "memory")


@pytest.mark.parametrize(
    ("kind", "what", "said"),
    [
        ("maps", {"field": "spend"}, "no kind 'maps'"),
        ("mappings", {"field": 3}, "is to be 3"),
        ("mappings", {}, "was not said"),
        ("mappings", {"field": "spend", "confidence": 2}, "confidence 2"),
        ("mappings", {"field": "spend", "confidence": True}, "confidence True"),
        ("values", {"field": "platform"}, "was not said"),
        ("validations", {"limit": {1, 2}}, "no JSON"),
    ],
)
def test_what_can_not_be_kept_is_said(memory: LLMMemoryManager, kind: str, what: dict, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        memory.remember(kind, "Cost", what)


def test_what_was_decided_for_a_template_is_recalled_without_naming_it(memory: LLMMemoryManager) -> None:
    memory.store.decide([Decision("Cost", "price", "confirm", scope=Scope(template="ours"))], "anna")
    found = memory.recall("mappings", "Cost")
    assert found is not None and found["field"] == "price"
    assert memory.decrease_confidence("Cost", 0.1).scope == Scope(template="ours")


def test_of_several_templates_the_default_one_answers(memory: LLMMemoryManager) -> None:
    for template, field in (("aaa", "price"), ("raw_data", "net_cost"), ("zzz", "other")):
        memory.store.decide([Decision("Cost", field, "confirm", scope=Scope(template=template))], "anna")
    found = memory.recall("mappings", "Cost")
    assert found is not None and found["field"] == "net_cost"


def test_pruning_leaves_a_tombstone(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Cost", {"field": "spend", "confidence": 0.2})
    memory.remember("mappings", "Clicks", {"field": "clicks", "confidence": 0.31})
    assert [s.header for s in memory.prune_low_confidence_entries(threshold=0.3)] == ["Cost"]
    assert memory.prune_low_confidence_entries(threshold=0.3) == []
    known = memory.store.recall("Cost")
    assert known is not None and (known.field, known.rejected) == (None, {"spend"})
    assert sure(memory, "Clicks") == pytest.approx(0.31, **EXACT)


def test_a_person_brings_back_what_was_pruned(memory: LLMMemoryManager) -> None:
    memory.remember("mappings", "Cost", {"field": "spend", "confidence": 0.2})
    memory.prune_low_confidence_entries()
    for _ in range(9):
        memory.store.decide([Decision("Cost", "spend", "confirm")], "anna")
    assert memory.recall("mappings", "Cost")["field"] == "spend"


def test_the_trail_says_who_did_what(memory: LLMMemoryManager) -> None:
    memory.log_access("anna", "read the report", "2026-05-28T09:00:00+00:00")
    memory.remember("mappings", "Cost", "net_cost")
    lines = memory.audit_trail()
    assert [line[2] for line in lines] == ["remember", "read the report"]
    assert lines[1][:2] == ("2026-05-28T09:00:00.000+00:00", "anna")


def test_columns_with_samples_tell_their_shape_and_no_value(memory: LLMMemoryManager) -> None:
    columns = [SourceColumn("Begin", ("12/03/2026",)), SourceColumn("Camp", ("Zebra Launch 77",))]
    told = memory.get_relevant_context("column_mapping", columns)
    assert '"Begin" holds 99/99/9999' in told
    assert "Zebra" not in told and "2026" not in told
