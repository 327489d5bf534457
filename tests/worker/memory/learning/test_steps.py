"""One step in one transaction: evidence, what follows from it, and its audit."""

from __future__ import annotations

import pytest

from worker.memory import MemoryStore
from worker.memory.learning import scopes, steps
from worker.memory.learning.lessons import Place, Proof
from worker.memory.learning.steps import Step
from worker.shapes.mapping import Decision, Scope

ACME = Scope(client="Acme")
COST = Place("mappings", "cost", scopes.key(ACME))
STEP = Step("decide", "anna", "2026-05-03T12:00:00+00:00", plan="June.xlsx")


def proof(target: str, sort: str = "confirm", text: str = "Cost", place: Place = COST) -> Proof:
    return Proof(place, target, text, sort, "confirm", 1.0)


def take(store: MemoryStore, *proofs: Proof, step: Step = STEP) -> list[tuple[str, str, int]]:
    with store.database.writing() as database:
        lessons = steps.take(database, step, proofs, [ACME])
    return [(lesson.target, lesson.state, lesson.confirms) for lesson in lessons]


def test_a_step_without_evidence_teaches_nothing(store: MemoryStore) -> None:
    assert take(store) == []
    assert store.standings() == []


def test_each_proof_has_its_lesson_as_it_stands_after_the_step(store: MemoryStore) -> None:
    other = Place("mappings", "clicks", scopes.key(ACME))
    lessons = take(store, proof("net_cost"), proof("clicks", "reject", "Clicks", other), proof("net_cost"))
    assert lessons == [("net_cost", "holds", 2), ("clicks", "rejected", 0), ("net_cost", "holds", 2)]


def test_places_that_nobody_knows_are_empty(store: MemoryStore) -> None:
    take(store, proof("net_cost"))
    nowhere = Place("mappings", "cost", "")
    with store.database.writing() as database:
        groups = steps.load(database, [COST, nowhere])
    assert (sorted(groups[COST]), groups[nowhere]) == (["net_cost"], {})


def test_a_replay_of_the_evidence_is_what_was_saved(store: MemoryStore) -> None:
    take(store, proof("net_cost"), proof("spend", "reject"))
    take(store, proof("net_cost", "reject"), proof("spend"))
    with store.database.writing() as database:
        assert steps.replayed(database, [COST]) == steps.load(database, [COST])


def test_what_was_undone_is_not_replayed(store: MemoryStore) -> None:
    store.decide([Decision("Cost", "net_cost", "confirm", scope=ACME)], "anna")
    store.undo("anna")
    with store.database.writing() as database:
        assert steps.replayed(database, [COST]) == {COST: {}}


@pytest.mark.parametrize(
    ("count", "hashed", "detail"),
    [
        (1, False, "confirm 'Header 0' as net_cost"),
        (steps.NAMED + 3, False, f"confirm 'Header {steps.NAMED - 1}' as net_cost, 3 more headers"),
        (1, True, "as net_cost"),
    ],
)
def test_the_audit_names_the_first_headers(store: MemoryStore, count: int, hashed: bool, detail: str) -> None:
    places = [Place("mappings", f"header {n}", scopes.key(ACME)) for n in range(count)]
    proofs = [proof("net_cost", text=f"Header {n}", place=place) for n, place in enumerate(places)]
    take(store, *proofs, step=Step("decide", "anna", STEP.at, hashed=hashed))
    _, _, _, line = store.audit.lines()[0]
    assert line.endswith(detail) and ("Header" in line) is not hashed


def test_values_are_counted_and_not_named(store: MemoryStore) -> None:
    take(store, proof("Facebook", text="FB", place=Place("values:publisher", "fb", scopes.key(ACME))))
    assert store.audit.lines()[0][3].endswith(": 1 values")


@pytest.mark.parametrize(("plan", "length"), [("", 0), ("June.xlsx", 16), ("Geheim & Söhne.xlsx", 16)])
def test_the_name_of_a_plan_can_be_counted_and_not_read(plan: str, length: int) -> None:
    mark = steps.digest(plan)
    assert len(mark) == length and mark == steps.digest(plan)
