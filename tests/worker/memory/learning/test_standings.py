"""What memory tells of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from worker.memory import MemoryStore
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import ValueDecision

Says = Callable[..., None]


NIKE = Scope(client="Nike")


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
    store.decide([], "anna", values=[ValueDecision("platform", "FB", "Facebook", "confirm")])
    found = store.summary()
    assert (found.mappings, found.values) == (4, 1)
    assert (found.decisions, found.confirmed, found.rejected, found.corrected) == (6, 3, 1, 2)
    assert found.scopes == ((Scope(), 2), (NIKE, 2))
