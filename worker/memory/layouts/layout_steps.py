"""What each export taught of a layout, so that undo can take it back and what others taught since stays.

A step is one export's recipe; the layout is what its steps come to. Those from before steps were kept, and those that
nobody will take back any more, are summed up in one step with the number 0.
"""

from __future__ import annotations

import json
from collections.abc import Collection

import peewee
from peewee import fn

from worker.memory.database import queries
from worker.memory.database.sqlite.connection import Row
from worker.memory.database.tables import Batch, Layout, LayoutHeader, LayoutStep, Shared
from worker.memory.learning import batches, scopes, turns
from worker.memory.learning.lessons import MAPPINGS, Place
from worker.text import normalise

MOST_STEPS = 20
"""Steps of one layout that can be taken back."""
SUM = 0


def before(database: Shared, layout: int) -> None:
    """Sum up a layout that has no steps yet, before it changes."""
    steps = LayoutStep.select(peewee.Value(1)).where(LayoutStep.layout == Layout.id)
    whole = Layout.select(
        Layout.id, peewee.Value(SUM), Layout.recipe, Layout.uses, Layout.first_at, Layout.last_at
    ).where((Layout.id == layout) & ~fn.EXISTS(steps))
    queries.run(database, LayoutStep.insert_from(whole, fields=_FIELDS))


_FIELDS = [
    LayoutStep.layout,
    LayoutStep.batch,
    LayoutStep.recipe,
    LayoutStep.uses,
    LayoutStep.first_at,
    LayoutStep.last_at,
]


def note(database: Shared, layout: int, batch: int, recipe: str, at: str, uses: int = 1) -> None:
    """Keep what *batch* taught in so many *uses*; the oldest steps beyond `MOST_STEPS` become one."""
    add(database, layout, batch, recipe, at, uses)
    steps = _standing(database, layout)
    if len(steps) > MOST_STEPS and not batches.is_shared(database):
        (first, _, uses, first_at, _), (number, recipe, more, _, last_at) = steps[:2]
        oldest = LayoutStep.batch.in_([first, number])
        queries.run(database, LayoutStep.delete().where((LayoutStep.layout == layout) & oldest))
        _insert(database, (layout, SUM, recipe, uses + more, first_at, last_at))


def add(database: Shared, layout: int, batch: int, recipe: str, at: str, uses: int) -> None:
    """Keep what *batch* taught in so many *uses*, beside all others."""
    _insert(database, (layout, batch, recipe, uses, at, at))


def name_sums(database: Shared) -> None:
    """Give every sum a step of its own, so that it can be shared; to be called inside a transaction."""
    for (layout,) in queries.rows(database, Layout.select(Layout.id)):
        before(database, layout)
    sums = LayoutStep.select(LayoutStep.layout, LayoutStep.last_at).where(LayoutStep.batch == SUM)
    for layout, at in queries.rows(database, sums):
        turn = turns.of_merge(turns.following("", at, "", batches.copy_name(database)), layout)
        row = Batch.insert(action="layout", user="", at=at, turn=turn)
        named = LayoutStep.update(batch=queries.insert(database, row))
        queries.run(database, named.where((LayoutStep.layout == layout) & (LayoutStep.batch == SUM)))


def _insert(database: Shared, row: tuple[int, int, str, int, str, str]) -> None:
    queries.run(database, LayoutStep.insert_many([row], fields=_FIELDS))


def take_back(database: Shared, undone: int, by: int, user: str, places: Collection[Place]) -> None:
    """Take back what *user* exported after the step *undone* with headers that it had decided on.

    *by* is the step that undoes; *places* are those that the undone one touched.
    """
    decided: dict[str, set[str]] = {}
    for place in places:
        if place.kind == MAPPINGS:
            decided.setdefault(place.key, set()).add(place.scope)
    changed = set()
    for batch, layout, recipe, scope in queries.rows(
        database, _later(batches.turn_of(database, undone), user)
    ):
        serving = set(scopes.chain(scopes.from_key(scope)))
        if any(decided.get(normalise(header), set()) & serving for header, _ in json.loads(recipe)):
            queries.run(database, Batch.update(undone_by=by).where(Batch.id == batch))
            changed.add(layout)
    for layout in changed:
        work_out(database, layout)


def forget(database: Shared, layout: int, until: str) -> None:
    """Take out what was taught of a layout up to the moment *until*, for good."""
    earlier = Batch.select(Batch.id).where(Batch.turn < turns.end_of(until))
    covered = LayoutStep.batch.in_(earlier) | ((LayoutStep.batch == SUM) & (LayoutStep.last_at <= until))
    before(database, layout)
    queries.run(database, LayoutStep.delete().where((LayoutStep.layout == layout) & covered))
    work_out(database, layout)


def _later(undone: str, user: str) -> peewee.Query:
    """Step, layout, recipe and scope of what *user* taught after the turn *undone*."""
    return (
        LayoutStep.select(LayoutStep.batch, LayoutStep.layout, LayoutStep.recipe, Layout.scope)
        .join(Batch, on=(Batch.id == LayoutStep.batch))
        .switch(LayoutStep)
        .join(Layout, on=(Layout.id == LayoutStep.layout))
        .where((Batch.turn > undone) & (Batch.user == user) & Batch.undone_by.is_null())
    )


def work_out(database: Shared, layout: int) -> None:
    """Set a layout to what its standing steps come to; one without any goes."""
    steps = _standing(database, layout)
    if not steps:
        for gone in (LayoutHeader.layout, LayoutStep.layout, Layout.id):
            queries.run(database, gone.model.delete().where(gone == layout))
        return
    uses = sum(step[2] for step in steps)
    last = Layout.update(recipe=steps[-1][1], uses=uses, first_at=steps[0][3], last_at=steps[-1][4])
    queries.run(database, last.where(Layout.id == layout))


def _standing(database: Shared, layout: int) -> list[Row]:
    """Number, recipe, uses, first and last time of each step that was not taken back, oldest first."""
    query = (
        LayoutStep.select(*_FIELDS[1:])
        .join(Batch, peewee.JOIN.LEFT_OUTER, on=(Batch.id == LayoutStep.batch))
        .where((LayoutStep.layout == layout) & Batch.undone_by.is_null())
        .order_by(Batch.turn)  # a sum has none, and comes first
    )
    return queries.rows(database, query)
