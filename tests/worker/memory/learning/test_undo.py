"""Undo restores the exact earlier state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from worker.memory import MemoryStore
from worker.memory.layouts import layout_steps
from worker.memory.layouts.table_shape import Shape
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
    store.decide_values([ValueDecision("platform", "FB", "Facebook", "confirm")], "anna")
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

SHAPE = Shape(("Site", "Blorp", "Cost"))
ACME = Scope(client="Acme")


def layout_tables(store: MemoryStore) -> dict[str, list[tuple[Any, ...]]]:
    with store.database.reading() as connection:
        return {
            table: connection.execute(f"SELECT {what} FROM {table} ORDER BY 1, 2").fetchall()
            for table, what in {
                "layout": "id, shape, scope, recipe, uses, first_at, last_at",
                "layout_header": "*",
            }.items()
        }


def fields_of(store: MemoryStore, scope: Scope = ACME) -> list[str | None] | None:
    found = store.layouts.recall(SHAPE, scope)
    return None if found is None else [column.field for column in found.columns]


def exported(store: MemoryStore, blorp: str | None, by: str = "anna", scope: Scope = ACME) -> None:
    store.layouts.remember(SHAPE, ["publisher", blorp, "net_cost"], scope, by)


def test_a_layout_that_owes_nothing_to_what_is_undone_stays(store: MemoryStore, says: Says) -> None:
    exported(store, "placement")
    says("confirm", "Blorp", "placement", client="Acme")
    store.layouts.remember(Shape(("Campaign", "Clicks")), ["campaign_name", "clicks"], ACME, "anna")
    exported(store, "placement", scope=Scope(client="Other"))
    exported(store, "placement", by="ben")
    before = layout_tables(store)
    assert store.undo("anna")
    assert layout_tables(store) == before


@pytest.mark.parametrize("exports", [1, 3])
def test_the_layout_of_an_export_goes_with_the_decision(store: MemoryStore, says: Says, exports: int) -> None:
    says("confirm", "Cost", "net_cost", by="ben")
    nothing = layout_tables(store)
    says("correct", "Blorp", None, "placement", client="Acme")
    for _ in range(exports):
        exported(store, "placement")
    assert fields_of(store) == ["publisher", "placement", "net_cost"]
    assert store.undo("anna")
    assert (fields_of(store), layout_tables(store)) == (None, nothing)


def test_the_recipe_of_last_month_comes_back_as_it_was(store: MemoryStore, says: Says) -> None:
    exported(store, "ad_format")
    exported(store, "ad_format")
    before = layout_tables(store)
    says("correct", "Blorp", "ad_format", "placement")
    exported(store, "placement")
    assert fields_of(store) == ["publisher", "placement", "net_cost"]
    assert store.undo("anna")
    assert layout_tables(store) == before
    assert fields_of(store) == ["publisher", "ad_format", "net_cost"]


def test_what_another_exported_since_stays(store: MemoryStore, says: Says) -> None:
    says("correct", "Blorp", None, "placement")
    exported(store, "placement")
    exported(store, "ad_format", by="ben")
    assert store.undo("anna")
    assert fields_of(store) == ["publisher", "ad_format", "net_cost"]
    assert layout_tables(store)["layout"][0][4] == 1


def test_a_layout_from_before_steps_were_kept_comes_back(store: MemoryStore, says: Says) -> None:
    exported(store, "ad_format")
    exported(store, "ad_format")
    with store.database.writing() as database:
        database.raw.execute("DELETE FROM layout_step")
    before = layout_tables(store)
    says("correct", "Blorp", None, "placement")
    exported(store, "placement")
    assert store.undo("anna")
    assert layout_tables(store) == before


def test_the_oldest_steps_are_summed_up_and_nothing_is_lost(store: MemoryStore, says: Says) -> None:
    for _ in range(layout_steps.MOST_STEPS + 5):
        exported(store, "ad_format")
    before = layout_tables(store)
    says("correct", "Blorp", None, "placement")
    exported(store, "placement")
    with store.database.reading() as connection:
        (kept,) = connection.execute("SELECT count(*) FROM layout_step").fetchone()
    assert kept == layout_steps.MOST_STEPS
    assert layout_tables(store)["layout"][0][4] == layout_steps.MOST_STEPS + 6
    assert store.undo("anna")
    assert layout_tables(store) == before
