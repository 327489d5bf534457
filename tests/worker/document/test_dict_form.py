"""Facts by kind, as plain dictionaries."""

from __future__ import annotations

import pytest

from worker.document.manager import LLMMemoryManager
from worker.errors import UsageError


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
