"""What is proposed in which scope, with what certainty and reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worker.memory import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Scope
from worker.shapes.memory import Recollection, Statement

Says = Callable[..., None]
NIKE = Scope(client="Nike")
NIKE_UK = Scope(client="Nike", market="UK")
EVERYBODY = Scope()


def test_nobody_knows_an_empty_memory(store: MemoryStore) -> None:
    assert store.recall_many(["Cost", ""]) == {}
    assert store.recall("Cost") is None


@pytest.mark.parametrize("header", ["Gross Cost", "Cost 2", "Co st", ""])
def test_another_header_recalls_nothing(store: MemoryStore, says: Says, header: str) -> None:
    says("confirm", "Cost", "net_cost")
    assert store.recall_many([header]) == {}


@pytest.mark.parametrize("scope", [EVERYBODY, Scope(client="Adidas"), Scope(market="UK"), Scope(user="Nike")])
def test_a_narrow_memory_serves_no_wider_or_other_question(
    store: MemoryStore, says: Says, scope: Scope
) -> None:
    says("confirm", "Cost", "net_cost", client="Nike")
    assert store.recall("Cost", scope) is None


@pytest.mark.parametrize("header", ["Media_Cost (USD)", "media cost usd", "MediaCost USD"])
def test_headers_are_compared_in_normal_form(store: MemoryStore, says: Says, header: str) -> None:
    says("confirm", "Media Cost USD", "net_cost")
    assert list(store.recall_many([header])) == ["media cost usd"]


@pytest.mark.parametrize("scope", [EVERYBODY, NIKE, NIKE_UK, Scope(user="anna", template="other")])
def test_a_wide_memory_serves_every_question(store: MemoryStore, says: Says, scope: Scope) -> None:
    says("confirm", "Cost", "net_cost")
    assert field(store.recall("Cost", scope)) == "net_cost"


def test_the_narrowest_scope_answers(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", times=5)
    says("confirm", "Cost", "gross_cost", client="Nike")
    says("confirm", "Cost", "fee", user="anna", client="Nike")
    assert [field(store.recall("Cost", s)) for s in (EVERYBODY, NIKE, Scope(user="Anna", client="Nike"))] == [
        "net_cost",
        "gross_cost",
        "fee",
    ]


def test_a_wider_scope_that_agrees_lends_its_certainty(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", times=9)
    says("confirm", "Cost", "net_cost", client="Nike")
    assert store.recall("Cost", NIKE).confidence == store.recall("Cost").confidence


def test_a_narrow_doubt_is_not_outvoted_by_a_wider_scope(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", times=9)
    says("reject", "Cost", "net_cost", client="Nike")
    says("confirm", "Cost", "net_cost", client="Nike")
    assert store.recall("Cost", NIKE).confidence < store.recall("Cost").confidence


def test_a_rejected_field_is_gone_where_it_was_rejected_and_nowhere_else(
    store: MemoryStore, says: Says
) -> None:
    says("confirm", "Cost", "net_cost", times=9)
    says("reject", "Cost", "net_cost", client="Nike")
    here = store.recall("Cost", NIKE_UK)
    assert (here.field, here.confidence, here.rejected) == (None, 0.0, {"net_cost"})
    assert here.reason == "Rejected before: net_cost."
    assert field(store.recall("Cost", Scope(client="Adidas"))) == "net_cost"


def test_a_wide_rejection_serves_narrow_questions_until_they_know_better(
    store: MemoryStore, says: Says
) -> None:
    says("reject", "Cost", "net_cost")
    assert store.recall("Cost", NIKE).rejected == {"net_cost"}
    says("confirm", "Cost", "net_cost", client="Nike")
    known = store.recall("Cost", NIKE)
    assert (known.field, known.rejected) == ("net_cost", frozenset())


def test_a_correction_rejects_the_old_and_proposes_the_new(store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost")
    says("correct", "Cost", "net_cost", "gross_cost")
    known = store.recall("Cost")
    assert (known.field, known.rejected) == ("gross_cost", {"net_cost"})


def test_having_no_target_is_remembered_as_such(store: MemoryStore, says: Says) -> None:
    says("correct", "Line ID", "line_key", None)
    known = store.recall("Line ID")
    assert (known.field, known.rejected) == (None, {"line_key"})
    assert known.confidence == pytest.approx(2 / 3 + 0.05, abs=1e-12)
    assert known.reason == "No target. Confirmed once for everybody, last on 3 May 2026."


@pytest.mark.parametrize(
    ("confidence", "proposed"), [(0.31, "net_cost"), (0.3, "net_cost"), (0.29, None), (0.0, None)]
)
def test_below_the_floor_a_tombstone_stays(
    store: MemoryStore, confidence: float, proposed: str | None
) -> None:
    store.remember([Statement("Cost", "net_cost", confidence)], "anna")
    known = store.recall("Cost")
    assert known.field == proposed
    assert known.rejected == (frozenset() if proposed else {"net_cost"})


def test_a_models_word_is_not_proposed(store: MemoryStore) -> None:
    store.remember([Statement("Cost", "net_cost", 0.79)], "worker", source="llm")
    assert store.recall("Cost") is None
    assert [standing.state for standing in store.standings("Cost")] == ["noted"]


@pytest.mark.parametrize(
    ("verdicts", "reason"),
    [
        (["confirm"], "Confirmed once for Nike, UK, last on 3 May 2026."),
        (["confirm"] * 2, "Confirmed twice for Nike, UK, last on 3 May 2026."),
        (["confirm"] * 4, "Confirmed 4 times for Nike, UK, last on 3 May 2026."),
        (["reject", "confirm"], "Confirmed once and rejected once for Nike, UK, last on 3 May 2026."),
    ],
)
def test_the_reason_says_who_confirmed_how_often_and_when(
    store: MemoryStore, says: Says, verdicts: list[str], reason: str
) -> None:
    for verdict in verdicts:
        says(verdict, "Cost", "net_cost", client="NIKE", market="uk")
    assert store.recall("Cost", Scope(client="Nike", market="UK", platform="Meta")).reason == reason


def test_many_headers_at_once_are_what_each_is_alone(store: MemoryStore, says: Says) -> None:
    headers = [f"Header {n}" for n in range(1203)]
    store.remember([Statement(header, f"field_{n % 7}") for n, header in enumerate(headers)], "anna")
    says("reject", "Header 600", "field_5")
    known = store.recall_many([*reversed(headers), "unknown"], NIKE)
    assert len(known) == 1203
    assert all(known[f"header {n}"] == store.recall(f"Header {n}", NIKE) for n in (0, 499, 500, 600, 1202))


def test_the_policy_is_a_setting_and_changes_no_data(folder, store: MemoryStore, says: Says) -> None:
    says("confirm", "Cost", "net_cost", times=3)
    with MemoryStore.open(Settings(memory_dir=folder, policy="additive")) as additive:
        assert additive.recall("Cost").confidence == pytest.approx(2 / 3 + 0.15, abs=1e-12)
    assert store.recall("Cost").confidence == pytest.approx((34 / 9 + 3) / (51 / 9 + 3), abs=1e-12)


def field(known: Recollection | None) -> str | None:
    assert known is not None
    return known.field
