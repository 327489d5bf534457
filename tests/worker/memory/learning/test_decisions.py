"""What decisions prove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from worker.errors import UsageError
from worker.memory import MemoryStore
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import ValueDecision

Says = Callable[..., None]


NIKE = Scope(client="Nike")


@pytest.mark.parametrize(
    "decision",
    [
        Decision("", "net_cost", "confirm"),
        Decision(" \u200b ", "net_cost", "reject"),
        Decision("Cost", "net_cost", "maybe"),
    ],
)
def test_one_bad_decision_keeps_none(store: MemoryStore, folder: Path, decision: Decision) -> None:
    with pytest.raises(UsageError):
        store.decide([Decision("Fee", "fee", "confirm"), decision], "anna")
    assert store.recall("Fee") is None
    assert not folder.exists()


def test_the_same_header_twice_in_one_step_counts_twice(store: MemoryStore) -> None:
    found = store.decide(
        [Decision("Cost", "net_cost", "confirm"), Decision("COST", "net_cost", "confirm")], "anna"
    )
    assert [standing.confirmed for standing in found] == [2.0, 2.0]


@pytest.mark.parametrize(
    ("weight", "source"), [(1.0, "confirm"), (0.5, "bulk"), (0.1, "export"), (0.7, "confirm")]
)
def test_the_weight_tells_the_source(store: MemoryStore, says: Says, weight: float, source: str) -> None:
    says("confirm", "Cost", "net_cost", weight=weight)
    (evidence,) = store.history("Cost")
    assert (evidence.weight, evidence.source) == (weight, source)


def test_values_are_learnt_like_headers_and_apart_from_them(store: MemoryStore) -> None:
    store.decide([], "anna", values=[ValueDecision("platform", "FB", "Facebook", "confirm")])
    store.decide([], "anna", values=[ValueDecision("platform", "Meta", "Meta", "correct", "Facebook", NIKE)])
    assert store.recall_value("platform", "fb", NIKE).value == "Facebook"
    assert store.recall_value("platform", "META", NIKE).rejected == {"Meta"}
    assert store.recall_value("platform", "Meta") is None
    assert store.recall_value("channel", "FB") is None
    assert store.recall("FB") is None
    assert [(s.header, s.field, s.about) for s in store.value_standings("platform", "fb")] == [
        ("FB", "Facebook", "platform")
    ]
