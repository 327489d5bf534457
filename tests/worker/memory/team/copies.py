"""Copies of one memory for tests: what planners do in them, and what each of them knows."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from worker.errors import UsageError
from worker.memory import MemoryStore
from worker.memory.database import queries
from worker.memory.database.tables import Lesson, Shared, TombstoneRow
from worker.memory.layouts import layouts
from worker.memory.layouts.table_shape import Shape
from worker.memory.learning import standings
from worker.memory.team import history
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope
from worker.shapes.memory import Statement

AT = "2026-05-03T12:00:00.000+00:00"
HEADERS = ("Cost", "Fee", "Line ID")
FIELDS = ("net_cost", "fee", None)
SCOPES = (Scope(), Scope(client="Nike"), Scope(client="nike", market="UK"))
SHAPES = (Shape(("Cost", "Fee")), Shape(("Line ID", "Cost"), ("week:net_cost",)))
POLICIES = ("beta", "additive")


class SlowClock:
    """A clock of its own for each copy: ahead or behind, and often standing still."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.now = datetime(2026, 5, 3, 12, tzinfo=UTC) + timedelta(seconds=dice.randint(-90, 90))

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=self.dice.choice([0, 0, 1, 40_000, -1_000]))
        return self.now


def opened(folder: Path, dice: random.Random, policy: str = "beta") -> MemoryStore:
    store = MemoryStore(Settings(folder, policy=policy), clock=SlowClock(dice))
    store.database.create()
    return store


def do_something(store: MemoryStore, dice: random.Random, user: str) -> None:
    """One thing that a planner, or the upkeep, does."""
    header, scope, field = dice.choice(HEADERS), dice.choice(SCOPES), dice.choice(FIELDS)
    deed = dice.choice(
        ["decide"] * 6 + ["state", "adjust", "undo", "undo", "prune", "layout", "layout", "forget"]
    )
    if deed == "decide":
        verdict = dice.choice(["confirm", "reject", "correct"])
        decision = Decision(header, field, verdict, dice.choice(FIELDS), scope)
        store.decide([decision], user, weight=dice.choice([1.0, 0.5, 0.1]))
    elif deed == "state":
        source = dice.choice(["stated", "llm", "import"])
        store.remember([Statement(header, field, dice.random(), scope)], user, source=source)
    elif deed == "adjust":
        try:
            store.adjust(header, dice.uniform(-0.3, 0.3), user, scope)
        except UsageError:
            return  # nothing is known of it
    elif deed == "undo":
        store.undo(user)
    elif deed == "prune":
        store.prune(dice.uniform(0.3, 0.7), user)
    elif deed == "layout":
        shape = dice.choice(SHAPES)
        store.layouts.remember(shape, [dice.choice(FIELDS) for _ in shape.headers], scope, user)
    else:
        client = dice.choice([None, "Nike"])
        store.forget(client, header if client is None or dice.random() < 0.5 else None, user)


def history_of(store: MemoryStore) -> history.History:
    with store.database.querying() as database:
        assert database is not None
        return history.read(database)


def tell(teller: MemoryStore, hearer: MemoryStore) -> None:
    """The one copy learns what the other knows."""
    told = history_of(teller)
    with hearer.database.writing() as database:
        history.take_in(database, told, AT)


def knowledge(store: MemoryStore) -> dict[str, object]:
    """All that follows from the evidence of a copy, under both policies."""
    with store.database.querying() as database:
        assert database is not None
        return {
            "lessons": sorted(queries.rows(database, Lesson.select())),
            "layouts": layouts.listing(database),
            "tombstones": sorted(queries.rows(database, TombstoneRow.select())),
            **{policy: _standings(database, policy) for policy in POLICIES},
        }


def _standings(database: Shared, policy: str) -> list[object]:
    named = standings.named(database)
    return [standings.standing(one, policy, named) for one in standings.lessons(database, "mappings", None)]
