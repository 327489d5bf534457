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


TABLES = 20


@pytest.mark.parametrize("weight", [0.5, 0.1])
def test_what_is_accepted_for_many_tables_at_once_counts_once(store: MemoryStore, weight: float) -> None:
    standings = store.decide([Decision("Cost", "net_cost", "confirm")] * TABLES, "anna", weight=weight)
    assert [(one.confirmed, one.state) for one in standings] == [(weight, "holds")] * TABLES
    recalled = store.recall("Cost")
    assert recalled is not None
    assert recalled.reason.startswith("Confirmed once")


def test_what_is_accepted_on_one_day_after_another_adds_up(store: MemoryStore) -> None:
    for _ in range(TABLES):
        store.decide([Decision("Cost", "net_cost", "confirm")], "anna", weight=0.5)
    recalled = store.recall("Cost")
    assert recalled is not None
    assert recalled.confidence == pytest.approx((34 / 9 + TABLES / 2) / (51 / 9 + TABLES / 2))


@pytest.mark.parametrize("fields", [("net_cost", "gross_cost"), ("gross_cost", "net_cost", "net_cost")])
def test_two_fields_of_one_step_decide_nothing(store: MemoryStore, fields: tuple[str, ...]) -> None:
    """In whatever order the tables stand."""
    decisions = [Decision("Cost", field, "confirm") for field in fields]
    store.decide([*decisions, Decision("Fee", "fee", "confirm")], "anna", weight=0.5)
    assert store.recall("Cost") is None
    assert store.recall("Fee") is not None
    store.decide([Decision("Cost", "net_cost", "confirm")], "ben")
    known = store.recall("Cost")
    store.decide(decisions, "anna", weight=0.5)
    again = store.recall("Cost")
    assert known is not None
    assert again is not None
    assert (again.field, again.confidence) == (known.field, known.confidence)


def test_two_clients_of_one_step_are_two_words(store: MemoryStore) -> None:
    fields = ((Scope(client="Nike"), "net_cost"), (Scope(client="Puma"), "gross_cost"))
    store.decide(
        [Decision("Cost", field, "confirm", None, scope) for scope, field in fields], "anna", weight=0.5
    )
    assert [getattr(store.recall("Cost", scope), "field", None) for scope, _ in fields] == [
        "net_cost",
        "gross_cost",
    ]


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
