"""Deciding, adjusting, values, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.systems import is_owners_alone
from worker.errors import UsageError
from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import Statement

Says = Callable[..., None]
NIKE = Scope(client="Nike")


def test_reading_creates_nothing(store: MemoryStore, folder: Path) -> None:
    store.recall_many(["Cost"])
    store.recall_value("platform", "FB")
    assert (store.standings(), store.history(), store.undo("anna")) == ([], [], [])
    assert (store.revision(), store.summary().decisions) == (0, 0)
    assert not folder.exists()


def test_deciding_nothing_creates_nothing(store: MemoryStore, folder: Path) -> None:
    assert store.decide([], "anna") == []
    assert not folder.exists()


def test_opening_to_write_creates_a_private_file(settings: Settings, folder: Path) -> None:
    MemoryStore.open(settings, create=True).close()
    names = sorted(file.name for file in folder.iterdir())
    assert names == ["llm_memory.audit", "llm_memory.db", "llm_memory.seal"]
    assert all(is_owners_alone(folder / name) for name in names)


@pytest.mark.parametrize("confidence", [-0.01, 1.01, float("nan")])
def test_a_stated_confidence_outside_0_to_1_is_refused(store: MemoryStore, confidence: float) -> None:
    with pytest.raises(UsageError, match="from 0 to 1"):
        store.remember([Statement("Cost", "net_cost", confidence)], "anna")


def test_an_unknown_policy_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="beta, additive"):
        MemoryStore.open(Settings(memory_dir=folder, policy="bayes"))


def test_a_decision_gives_one_standing_and_a_correction_two(store: MemoryStore) -> None:
    found = store.decide(
        [
            Decision("SPEND_USD", "spend", "confirm"),
            Decision("Cost", "net_cost", "correct", "gross_cost", NIKE),
            Decision("Notes", None, "correct", "comment"),
        ],
        "anna",
    )
    assert [(s.header, s.field, s.state, s.scope.client, round(s.confidence, 4)) for s in found] == [
        ("SPEND_USD", "spend", "holds", None, 0.7167),
        ("Cost", "net_cost", "rejected", "Nike", 0.5667),
        ("Cost", "gross_cost", "holds", "Nike", 0.7167),
        ("Notes", "comment", "holds", None, 0.7167),
    ]


def test_what_was_decided_is_there_for_the_next_process(
    settings: Settings, store: MemoryStore, says: Says
) -> None:
    says("confirm", "Cost", "net_cost")
    with MemoryStore.open(settings) as other:
        assert other.recall("Cost") == store.recall("Cost")


@pytest.mark.parametrize("policy", ["additive", "beta"])
@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [(0.7, 0.05, 0.75), (0.7, -0.1, 0.6), (0.98, 0.05, 1.0), (0.05, -0.1, 0.0)],
)
def test_an_adjustment_is_exact(
    folder: Path, policy: str, start: float, amount: float, expected: float
) -> None:
    with MemoryStore.open(Settings(memory_dir=folder, policy=policy)) as store:
        store.remember([Statement("SPEND_USD", "spend", start)], "anna")
        standing = store.adjust("spend usd", amount, "anna")
        assert standing.confidence == pytest.approx(expected, abs=1e-12)
        assert (standing.header, standing.field) == ("SPEND_USD", "spend")


def test_adjusting_what_nobody_knows_is_refused(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", client="Nike")
    with pytest.raises(UsageError, match="Nothing is remembered of 'Cost' for everybody"):
        store.adjust("Cost", 0.05, "anna")


def test_every_change_moves_the_revision_and_reading_does_not(store: MemoryStore, says: Says) -> None:
    seen = [store.revision()]
    changes = (
        lambda: says("confirm", "Cost", "net_cost"),
        lambda: store.adjust("Cost", 0.05, "anna"),
        lambda: store.remember([Statement("Fee", "fee")], "anna"),
        lambda: store.undo("anna"),
    )
    for change in changes:
        change()
        store.recall("Cost")
        seen.append(store.revision())
    assert seen == sorted(set(seen))
