"""Deciding, adjusting, values, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from worker.errors import UsageError
from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import Statement, ValueDecision

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
    assert not any((folder / name).stat().st_mode & 0o077 for name in names)


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


def test_values_are_learnt_like_headers_and_apart_from_them(store: MemoryStore) -> None:
    store.decide_values([ValueDecision("platform", "FB", "Facebook", "confirm")], "anna")
    store.decide_values([ValueDecision("platform", "Meta", "Meta", "correct", "Facebook", NIKE)], "anna")
    assert store.recall_value("platform", "fb", NIKE).value == "Facebook"
    assert store.recall_value("platform", "META", NIKE).rejected == {"Meta"}
    assert store.recall_value("platform", "Meta") is None
    assert store.recall_value("channel", "FB") is None
    assert store.recall("FB") is None
    assert [(s.header, s.field, s.about) for s in store.value_standings("platform", "fb")] == [
        ("FB", "Facebook", "platform")
    ]


def test_evidence_says_who_when_and_whence(store: MemoryStore, says: Says) -> None:
    store.decide([Decision("Cost", "net_cost", "correct", "fee", NIKE)], "anna", plan="Summer launch.xlsx")
    new, old = store.history()
    assert (old.sort, old.field, new.sort, new.field) == ("reject", "net_cost", "confirm", "fee")
    assert {(e.user, e.action, e.source, e.decision, e.scope) for e in (old, new)} == {
        ("anna", "decide", "confirm", "correct", NIKE)
    }
    assert new.at.isoformat() == "2026-05-03T12:01:00+00:00"


def test_the_plans_name_is_not_kept(store: MemoryStore, folder: Path) -> None:
    for plan in ("Secret launch.xlsx", "Secret launch.xlsx", "Other.xlsx"):
        store.decide([Decision("Cost", "net_cost", "confirm")], "anna", plan=plan)
    assert len({evidence.plan for evidence in store.history()}) == 2
    assert not any(b"Secret" in file.read_bytes() for file in folder.iterdir())


def test_standings_show_what_holds_first(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "a_field")
    says("correct", "Cost", "a_field", "net_cost")
    says("confirm", "Fee", "fee")
    assert [(s.field, s.state) for s in store.standings("cost")] == [
        ("net_cost", "holds"),
        ("a_field", "rejected"),
    ]
    assert len(store.standings()) == 3


def test_the_summary_counts_what_was_not_undone(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", client="Nike")
    says("confirm", "Fee", "fee", client="NIKE")
    says("reject", "Date", "start_date")
    says("correct", "Date", "start_date", "end_date")
    says("correct", "ID", None, "line_id")
    says("confirm", "Gone", "fee")
    store.undo("anna")
    store.decide_values([ValueDecision("platform", "FB", "Facebook", "confirm")], "anna")
    found = store.summary()
    assert (found.mappings, found.values) == (4, 1)
    assert (found.decisions, found.confirmed, found.rejected, found.corrected) == (6, 3, 1, 2)
    assert found.scopes == ((Scope(), 2), (NIKE, 2))


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
