"""Undo restores the exact earlier state."""

from __future__ import annotations

from collections.abc import Callable

from worker.memory import MemoryStore
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import Statement, ValueDecision

Says = Callable[..., None]


def test_there_is_nothing_to_undo_for_somebody_else(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", by="anna")
    assert store.undo("ben") == []
    assert store.recall("Cost") is not None


def test_an_untouched_export_is_not_what_undo_takes_back(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost")
    says("confirm", "Cost", "net_cost", weight=0.1)
    (taken,) = store.undo("anna")
    assert (taken.field, taken.state, taken.confirmed) == ("net_cost", "holds", 0.1)


def test_an_adjustment_of_what_is_undone_goes_with_it(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost")
    store.adjust("Cost", 0.05, "anna")
    (taken,) = store.undo("anna")
    assert (taken.field, taken.state, taken.confidence) == ("net_cost", "forgotten", 0.0)
    assert store.recall("Cost") is None


def test_undo_after_undo_goes_further_back_until_nothing_is_left(store: MemoryStore, says: Says) -> None:
    states = [store.standings()]
    says("confirm", "Cost", "net_cost")
    states.append(store.standings())
    says("correct", "Cost", "net_cost", "gross_cost")
    states.append(store.standings())
    says("correct", "Cost", "gross_cost", None)
    for earlier in reversed(states):
        assert store.undo("anna")
        assert store.standings() == earlier
    assert store.undo("anna") == []


def test_a_whole_step_is_taken_back_at_once(store: MemoryStore, says: Says) -> None:
    says("confirm", "Fee", "fee")
    before = store.standings()
    store.decide(
        [
            Decision("Fee", "fee", "reject"),
            Decision("Cost", None, "correct", "net_cost", Scope(client="Nike")),
            Decision("Cost", "net_cost", "confirm", None, Scope(client="Nike")),
        ],
        "anna",
    )
    told = store.undo("anna")
    assert [(s.header, s.field, s.state) for s in told] == [
        ("Fee", "fee", "holds"),
        ("Cost", "net_cost", "forgotten"),
    ]
    assert store.standings() == before


def test_what_others_decided_in_between_stays(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", by="anna")
    says("confirm", "Cost", "net_cost", by="ben")
    (left,) = store.undo("anna")
    assert (left.confirmed, left.state) == (1.0, "holds")
    says("confirm", "Cost", "fee", by="anna")
    says("reject", "Cost", "fee", by="ben")
    store.undo("anna")
    assert {(s.field, s.state) for s in store.standings("Cost")} == {
        ("net_cost", "holds"),
        ("fee", "rejected"),
    }


def test_undone_evidence_is_kept_and_marked(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost")
    store.undo("anna")
    assert [evidence.undone for evidence in store.history("Cost")] == [True]


def test_decisions_on_values_are_undone_too(store: MemoryStore) -> None:
    store.decide([], "anna", values=[ValueDecision("platform", "FB", "Facebook", "confirm")])
    assert [(s.field, s.state) for s in store.undo("anna")] == [("Facebook", "forgotten")]
    assert store.recall_value("platform", "FB") is None
    assert store.undo("anna") == []


def test_an_export_that_nobody_objected_to_is_no_step_to_undo(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost")
    says("confirm", "Fee", "fee", weight=0.1)
    assert [standing.header for standing in store.undo("anna")] == ["Cost"]
    assert store.recall("Fee") is not None and store.undo("anna") == []


def test_each_step_is_named_for_what_it_was(store: MemoryStore, says: Says) -> None:
    assert store.prune(0.5) == []
    store.remember([Statement("Cost", "net_cost", 0.6)], "", source="llm")
    assert (
        store.count_outcome("Cost", True, "anna").state == "holds"
    )  # what a model said holds once it has served
    store.adjust("Cost", -0.3, "anna")
    store.prune(0.9)
    store.undo("anna")
    assert [action for _, _, action, _ in store.audit.lines()] == ["prune", "adjust", "outcome", "remember"]


# ---------------------------------------------------------------- layouts
