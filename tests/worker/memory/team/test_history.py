"""Two histories merged in any order come to the same; and what a copy is told twice counts once."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from tests.worker.memory.team.copies import AT, do_something, history_of, knowledge, opened, tell
from worker.memory import MemoryStore
from worker.memory.layouts.table_shape import Shape
from worker.memory.team import history
from worker.shapes.mapping import Decision, Scope

HISTORIES = int(os.environ.get("TEAM_HISTORIES", "25"))
"""How many random histories are merged; 1,000 take some minutes."""
COST = Decision("Cost", "net_cost", "confirm")


@pytest.fixture
def anna(tmp_path: Path) -> MemoryStore:
    return opened(tmp_path / "anna", random.Random(1))


@pytest.fixture
def ben(tmp_path: Path) -> MemoryStore:
    return opened(tmp_path / "ben", random.Random(2))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_copies_that_have_seen_the_same_steps_know_the_same(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    users = dice.choice([("anna", "ben", "cleo"), ("anna", "anna", "ben")])
    copies = [opened(tmp_path / str(n), dice) for n in range(3)]
    for _ in range(dice.randint(8, 20)):
        at = dice.randrange(3)
        do_something(copies[at], dice, users[at])
        if dice.random() < 0.15:
            tell(*dice.sample(copies, 2))
    order = dice.choice(list(permutations(range(3))))
    newcomers = []
    for n, teller_order in enumerate((order, order[::-1])):
        newcomer = opened(tmp_path / f"new{n}", dice)
        for at in teller_order:
            tell(copies[at], newcomer)
        newcomers.append(newcomer)
    for copy in copies:
        tell(newcomers[0], copy)
    known = [knowledge(copy) for copy in (*newcomers, *copies)]
    for copy in (*newcomers, *copies):
        copy.close()
    assert all(one == known[0] for one in known)


def test_nothing_is_taken_in_from_an_empty_history(anna: MemoryStore) -> None:
    anna.decide([COST], "anna")
    before = knowledge(anna)
    with anna.database.writing() as database:
        assert history.take_in(database, history.History(), AT) == 0
    assert knowledge(anna) == before


def test_what_is_told_twice_counts_once(anna: MemoryStore, ben: MemoryStore) -> None:
    anna.decide([COST], "anna")
    tell(anna, ben)
    once = knowledge(ben)
    tell(anna, ben)
    assert knowledge(ben) == once == knowledge(anna)


def test_the_later_of_two_contradictions_holds_in_both_copies(anna: MemoryStore, ben: MemoryStore) -> None:
    anna.decide([COST], "anna")
    tell(anna, ben)
    ben.decide([Decision("Cost", "fee", "confirm")], "ben")
    tell(ben, anna)
    for copy in (anna, ben):
        recalled = copy.recall("Cost")
        assert recalled is not None and recalled.field == "fee"


def test_an_undo_takes_the_step_back_everywhere(anna: MemoryStore, ben: MemoryStore) -> None:
    anna.decide([COST], "anna")
    tell(anna, ben)
    anna.undo("anna")
    tell(anna, ben)
    assert ben.recall("Cost") is None


def test_a_person_undoes_on_one_computer_what_was_decided_on_another(
    anna: MemoryStore, ben: MemoryStore
) -> None:
    anna.decide([COST], "anna")
    tell(anna, ben)
    assert len(ben.undo("anna")) == 1
    tell(ben, anna)
    assert anna.recall("Cost") is None


def test_what_one_forgets_is_gone_with_the_other_and_what_is_decided_afterwards_stays(
    anna: MemoryStore, ben: MemoryStore
) -> None:
    nike = Decision("Cost", "net_cost", "confirm", scope=Scope(client="Nike"))
    anna.decide([nike], "anna")
    tell(anna, ben)
    anna.forget("Nike", None, "anna")
    tell(anna, ben)
    assert ben.recall("Cost", Scope(client="Nike")) is None
    ben.decide([nike], "ben")
    tell(ben, anna)
    assert anna.recall("Cost", Scope(client="Nike")) is not None


def test_a_forgotten_client_does_not_come_back_from_a_copy_that_was_away(
    anna: MemoryStore, ben: MemoryStore
) -> None:
    ben.decide([Decision("Cost", "net_cost", "confirm", scope=Scope(client="Nike"))], "ben")
    old = history_of(ben)
    tell(ben, anna)
    anna.forget("Nike", None, "anna")
    with anna.database.writing() as database:
        history.take_in(database, old, AT)
    assert anna.recall("Cost", Scope(client="Nike")) is None


def test_layouts_come_along_and_their_uses_add_up(anna: MemoryStore, ben: MemoryStore) -> None:
    shape = Shape(("Cost", "Fee"))
    anna.layouts.remember(shape, ["net_cost", "fee"], Scope(), "anna")
    ben.layouts.remember(shape, ["net_cost", None], Scope(), "ben")
    tell(anna, ben)
    tell(ben, anna)
    (recipe,) = anna.layouts.all()
    assert recipe.uses == 2
    assert ben.layouts.all() == [recipe]


def test_only_what_was_not_handed_in_waits(anna: MemoryStore) -> None:
    anna.decide([COST], "anna")
    numbered = [replace(step, number=7) for step in history_of(anna).steps]
    with anna.database.writing() as database:
        history.take_in(database, history.History(tuple(numbered)), AT)
    anna.undo("anna")
    with anna.database.querying() as database:
        (waiting,) = history.read(database, waiting=True).steps
        assert history.count_waiting(database) == 1 and history.is_waiting(database)
    assert (waiting.action, waiting.undoes) == ("undo", (numbered[0].turn,))


def test_a_step_that_the_team_refuses_is_taken_back_here(anna: MemoryStore) -> None:
    anna.decide([COST], "anna")
    (step,) = history_of(anna).steps
    with anna.database.writing() as database:
        history.take_back(database, [step.turn], AT)
        assert not history.is_waiting(database)
    assert anna.recall("Cost") is None
    assert anna.audit.lines(1)[0][2] == "refused"
