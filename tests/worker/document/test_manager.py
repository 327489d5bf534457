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
    assert (len(memory.get_top_mappings(10)), len(memory.find_similar_columns(["Cost"]))) == (0, 0)
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


def test_top_mappings_are_counted_by_entry_and_headers_stand_as_written(tmp_path: Path) -> None:
    with LLMMemoryManager(tmp_path / "memory") as memory:
        for at in range(15):
            memory.remember("mappings", f"SPEND_{at}_USD", {"field": "spend", "confidence": 0.9})
        top = memory.get_top_mappings(10)
        assert len(top) == len(list(top)) == len(top.entries) == 10
        assert all("SPEND_" in line and "-> spend" in line for line in top)
        similar = memory.find_similar_columns(["Spend-3-USD"])
        assert 0 < len(similar) <= 3 and "Spend-3-USD" in similar
        assert "\n".join([top, similar]).count("\n") == len(top) + len(similar) - 1
