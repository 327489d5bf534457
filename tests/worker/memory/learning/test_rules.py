"""Validation rules: one a name and scope, a model's word never over a person's."""

from __future__ import annotations

import pytest

from worker.errors import UsageError
from worker.memory import MemoryStore
from worker.shapes.mapping import Scope

NIKE = Scope(client="Nike")


def test_nothing_is_known_and_nothing_is_made(store: MemoryStore) -> None:
    assert store.rules.recall("notes") is None
    assert store.rules.all() == []
    assert not store.database.path.exists()


@pytest.mark.parametrize(
    ("name", "rule", "confidence", "message"),
    [
        (" ", {}, None, "can't be remembered"),
        ("notes", {}, 1.5, "can't be remembered"),
        ("notes", {"limit": {1}}, None, "no JSON"),
        ("notes", {"text": "x" * 100_001}, None, "characters"),
    ],
)
def test_what_is_no_rule_is_refused(
    store: MemoryStore, name: str, rule: dict, confidence: float | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        store.rules.remember(name, rule, confidence)
    assert store.rules.all() == []


def test_the_narrowest_scope_answers(store: MemoryStore) -> None:
    store.rules.remember("notes", {"limit": 50})
    store.rules.remember("notes", {"limit": 20}, scope=NIKE)
    limits = [store.rules.recall("Notes", scope).rule["limit"] for scope in (Scope(), NIKE)]
    assert limits == [50, 20]
    assert [rule.scope.client for rule in store.rules.all()] == [None, "nike"]


@pytest.mark.parametrize(
    ("first", "second", "limit"),
    [("stated", "llm", 50), ("llm", "llm", 20), ("llm", "stated", 20), ("stated", "stated", 20)],
)
def test_a_models_rule_never_replaces_a_persons(
    store: MemoryStore, first: str, second: str, limit: int
) -> None:
    store.rules.remember("notes", {"limit": 50}, source=first)
    store.rules.remember("notes", {"limit": 20}, source=second)
    (rule,) = store.rules.all()
    assert rule.rule == {"limit": limit}
