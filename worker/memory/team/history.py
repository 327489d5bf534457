"""What copies of a memory give each other: steps, with all that was said in them, and what is to be forgotten.

Copies that have seen the same steps know the same, in whichever order they came: evidence counts in the order of turns,
a step is undone once any step undid it, and what a tombstone covers is gone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

import peewee

from worker.memory.audit import trail
from worker.memory.database import queries
from worker.memory.database.sqlite.connection import Row
from worker.memory.database.tables import Batch, Evidence, Layout, LayoutStep, Shared
from worker.memory.database.tables import Place as PlaceRow
from worker.memory.layouts import layout_steps, layouts
from worker.memory.learning import forget, scopes, standings, steps, tombstones, turns
from worker.memory.learning.lessons import Place
from worker.memory.learning.tombstones import Tombstone
from worker.shapes.mapping import Scope

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, as it was said."""

    kind: str
    key: str
    scope: str
    target: str
    text: str
    sort: str
    source: str
    weight: float
    amount: float | None
    mass: float
    decision: str
    plan: str
    count: int

    @property
    def place(self) -> Place:
        """Where it counts."""
        return Place(self.kind, self.key, self.scope)

    def is_covered_by(self, stone: Tombstone) -> bool:
        """Whether a tombstone is of it, whenever it was said."""
        return stone.covers(self.kind, self.key, self.scope)


@dataclass(frozen=True, slots=True)
class LayoutUse:
    """What an export taught of a layout."""

    shape: str
    scope: str
    recipe: str
    periods: str
    uses: int

    @property
    def headers(self) -> tuple[str, ...]:
        """Of its columns, as they are written."""
        return tuple(header for header, _ in json.loads(self.recipe))

    def is_covered_by(self, stone: Tombstone) -> bool:
        """Whether a tombstone is of it, whenever it was taught."""
        return stone.covers_layout(self.headers, self.scope)


@dataclass(frozen=True, slots=True)
class SharedStep:
    """One step of one person."""

    turn: str
    action: str
    user: str
    at: str
    undoes: tuple[str, ...] = ()
    """The turns of the steps that it took back."""
    pieces: tuple[Piece, ...] = ()
    layouts: tuple[LayoutUse, ...] = ()
    number: int | None = None
    """Which step of the team's it is; None until it was handed in."""


@dataclass(frozen=True, slots=True)
class History:
    """Steps in the order of their turns, how their scopes are written, and all tombstones."""

    steps: tuple[SharedStep, ...] = ()
    scopes: tuple[Scope, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()


def read(database: Shared, *, waiting: bool = False) -> History:
    """The history of this copy; with *waiting* the steps alone that were not handed in."""
    if waiting and not is_waiting(database):
        return History(tombstones=tuple(tombstones.in_database(database)))
    rows = queries.rows(database, _steps(waiting))
    pieces = by_step(queries.rows(database, _pieces(waiting)), Piece)
    uses = by_step(queries.rows(database, _uses(waiting)), LayoutUse)
    undone = _undone(database)
    shared = tuple(
        SharedStep(
            turn, action, user, at, undone.get(batch, ()), pieces.get(batch, ()), uses.get(batch, ()), n
        )
        for batch, turn, action, user, at, n in rows
    )
    used = {piece.scope for step in shared for piece in step.pieces}
    used |= {use.scope for step in shared for use in step.layouts}
    columns = [getattr(PlaceRow, name) for name in scopes.DIMENSIONS]
    steps = [
        Scope(*row)
        for chunk in queries.chunks(sorted(used - {""}))
        for row in queries.rows(database, PlaceRow.select(*columns).where(PlaceRow.key.in_(chunk)))
    ]
    return History(shared, tuple(steps), tuple(tombstones.in_database(database)))


def is_waiting(database: Shared) -> bool:
    """Whether any step was not handed in; the newest are looked at first, since each write asks."""
    return bool(_WAITING.rows(database, 1))


def count_waiting(database: Shared) -> int:
    """How many steps were not handed in."""
    return len(queries.rows(database, _steps(True)))


_WAITING = queries.Prepared(
    Batch.select(Batch.id).where(Batch.number.is_null()).order_by(Batch.id.desc()).limit(1)
)


def take_in(database: Shared, history: History, at: str) -> int:
    """Learn what another copy knows; gives the number of steps that were new. To be called inside a transaction.

    Of a step that is here already, what the other copy has of it stands in the place of what was here.
    """
    stones = _new_tombstones(database, history.tombstones)
    _name_scopes(database, history.scopes)
    numbers = _numbers(database, (step.turn for step in history.steps))
    new = [step for step in history.steps if step.turn not in numbers]
    batch_of = numbers | _put_steps(database, history.steps, numbers, new)
    places = _put_pieces(database, history.steps, batch_of, numbers.values())
    changed = _put_layouts(database, history.steps, batch_of, numbers.values())
    undone = _undo(database, history.steps, batch_of)
    places |= _places_of(database, undone)
    changed |= _layouts_of(database, undone)
    steps.work_out(database, places, at)
    for layout in changed:
        layout_steps.work_out(database, layout)
    _forget(database, stones, history.steps)
    if new:
        authors = ", ".join(sorted({step.user for step in new}))
        trail.append(database, [(at, authors, "take in", f"{len(new):,} steps of others")])
    return len(new)


def take_back(database: Shared, refused: Sequence[str], at: str) -> None:
    """Undo steps that the team does not take, in this copy alone; to be called inside a transaction."""
    batch_of = _numbers(database, refused)
    for batch in batch_of.values():
        queries.run(database, Batch.update(undone_by=batch, number=0).where(Batch.id == batch))
    steps.work_out(database, _places_of(database, batch_of.values()), at)
    for layout in _layouts_of(database, batch_of.values()):
        layout_steps.work_out(database, layout)
    for turn, batch in batch_of.items():
        trail.append(database, [(at, turns.author_of(turn), "refused", f"batch {batch} taken back")])


# ---------------------------------------------------------------- out of the database


def _steps(waiting: bool) -> peewee.Query:
    columns = Batch.id, Batch.turn, Batch.action, Batch.user, Batch.at, Batch.number
    return _some(Batch.select(*columns), waiting).order_by(Batch.turn)


def _pieces(waiting: bool) -> peewee.Query:
    columns = [getattr(Evidence, one.name) for one in fields(Piece)]
    query = Evidence.select(Evidence.batch, *columns).join(Batch, on=(Batch.id == Evidence.batch))
    return _some(query, waiting).order_by(Evidence.batch, Evidence.id)


def _uses(waiting: bool) -> peewee.Query:
    query = (
        LayoutStep.select(
            LayoutStep.batch, Layout.shape, Layout.scope, LayoutStep.recipe, Layout.periods, LayoutStep.uses
        )
        .join(Layout, on=(Layout.id == LayoutStep.layout))
        .switch(LayoutStep)
        .join(Batch, on=(Batch.id == LayoutStep.batch))
    )
    return _some(query, waiting).order_by(LayoutStep.batch, Layout.shape, Layout.scope)


def _some(query: peewee.Query, waiting: bool) -> peewee.Query:
    return query.where(Batch.number.is_null()) if waiting else query


def by_step(rows: Iterable[Row], record: type[T]) -> dict[int, tuple[T, ...]]:
    """The records of each step, whose number stands first in their rows; *rows* are in the order of it."""
    groups = groupby(rows, key=itemgetter(0))
    return {number: tuple(record(*row[1:]) for row in group) for number, group in groups}


def _undone(database: Shared) -> dict[int, tuple[str, ...]]:
    """By the number of a step: the turns of those that it took back."""
    others = Batch.undone_by.is_null(False) & (Batch.undone_by != Batch.id)
    by_step: dict[int, tuple[str, ...]] = {}
    for by, turn in queries.rows(database, Batch.select(Batch.undone_by, Batch.turn).where(others)):
        by_step[by] = tuple(sorted((*by_step.get(by, ()), turn)))
    return by_step


# ---------------------------------------------------------------- into the database


def _insert_of(*columns: peewee.Field) -> queries.Prepared:
    return queries.Prepared(columns[0].model.insert_many([(None,) * len(columns)], fields=columns))


_STEP = _insert_of(Batch.action, Batch.user, Batch.at, Batch.turn, Batch.number)
_PIECE = _insert_of(Evidence.batch, *(getattr(Evidence, one.name) for one in fields(Piece)))


def _new_tombstones(database: Shared, stones: Iterable[Tombstone]) -> list[Tombstone]:
    new = tombstones.missing(database, stones)
    tombstones.add_to_database(database, new)
    return new


def _name_scopes(database: Shared, rows: Sequence[Scope]) -> None:
    """Keep how scopes are written; of two ways the first in the alphabet, so that all copies keep the same."""
    if not rows:
        return
    steps.name_scopes(database, rows)
    names = standings.named(database)
    for scope in map(scopes.tidy, rows):
        key = scopes.key(scope)
        if key and _spelling(scope) < _spelling(names[key]):
            names[key] = scope
            queries.run(database, PlaceRow.update(asdict(scope)).where(PlaceRow.key == key))


def _spelling(scope: Scope) -> tuple[str, ...]:
    return tuple(getattr(scope, name) or "" for name in scopes.DIMENSIONS)


def _numbers(database: Shared, named: Iterable[str]) -> dict[str, int]:
    """The numbers, in this copy, of the steps with these turns."""
    return dict(_NUMBERS.rows(database, sorted(named)))


_NUMBERS = queries.PreparedList(lambda turns: Batch.select(Batch.turn, Batch.id).where(Batch.turn.in_(turns)))


def _put_steps(
    database: Shared, shared: Sequence[SharedStep], numbers: Mapping[str, int], new: Sequence[SharedStep]
) -> dict[str, int]:
    """Write the *new* steps, and the team's numbers of the *numbers*; gives by turn the numbers of the new."""
    _STEP.run_many(database, [(s.action, s.user, s.at, s.turn, s.number) for s in new])
    numbered = [(s.number, numbers[s.turn]) for s in shared if s.turn in numbers and s.number is not None]
    _NUMBER.run_many(database, numbered)
    return _numbers(database, (step.turn for step in new))


_NUMBER = queries.Prepared(Batch.update(number=0).where(Batch.id == 0))


def _put_pieces(
    database: Shared, shared: Sequence[SharedStep], batch_of: Mapping[str, int], own: Collection[int]
) -> set[Place]:
    """Write what was said in these steps, of which *own* were here; gives the places that may have changed."""
    places = _places_of(database, own)
    for chunk in queries.chunks(sorted(own)):
        queries.run(database, Evidence.delete().where(Evidence.batch.in_(chunk)))
        # A step that had nothing left had ended itself.
        again = Batch.id.in_(chunk) & (Batch.undone_by == Batch.id) & (Batch.number != 0)
        queries.run(database, Batch.update(undone_by=None).where(again))
    rows = [(batch_of[step.turn], *astuple(piece)) for step in shared for piece in step.pieces]
    _PIECE.run_many(database, rows)
    return places | {piece.place for step in shared for piece in step.pieces}


def _put_layouts(
    database: Shared, shared: Sequence[SharedStep], batch_of: Mapping[str, int], own: Collection[int]
) -> set[int]:
    """Write what was taught of layouts in these steps; gives the layouts that may have changed."""
    changed = _layouts_of(database, own)
    for chunk in queries.chunks(sorted(own)):
        queries.run(database, LayoutStep.delete().where(LayoutStep.batch.in_(chunk)))
    for step in shared:
        for use in step.layouts:
            changed.add(layouts.take_in(database, use, batch_of[step.turn], step.at))
    return changed


def _undo(database: Shared, shared: Sequence[SharedStep], batch_of: Mapping[str, int]) -> list[int]:
    """Mark what these steps took back; gives the numbers of those."""
    undone: list[int] = []
    for step in shared:
        numbers = sorted(_numbers(database, step.undoes).values()) if step.undoes else []
        for chunk in queries.chunks(numbers):
            standing = Batch.id.in_(chunk) & (Batch.undone_by.is_null() | (Batch.undone_by == Batch.id))
            queries.run(database, Batch.update(undone_by=batch_of[step.turn]).where(standing))
        undone += numbers
    return undone


def _places_of(database: Shared, numbers: Iterable[int]) -> set[Place]:
    columns = Evidence.kind, Evidence.key, Evidence.scope
    return {
        Place(*row)
        for chunk in queries.chunks(sorted(numbers))
        for row in queries.rows(
            database, Evidence.select(*columns).where(Evidence.batch.in_(chunk)).distinct()
        )
    }


def _layouts_of(database: Shared, numbers: Iterable[int]) -> set[int]:
    return {
        layout
        for chunk in queries.chunks(sorted(numbers))
        for (layout,) in queries.rows(
            database, LayoutStep.select(LayoutStep.layout).where(LayoutStep.batch.in_(chunk))
        )
    }


def _forget(database: Shared, new: Sequence[Tombstone], shared: Sequence[SharedStep]) -> None:
    """Forget by the new tombstones, and what came in although one that was here before covers it."""
    marks = {stone.mark for stone in new}
    due = [
        stone
        for stone in tombstones.in_database(database)
        if stone.mark in marks or any(_is_covered(stone, step) for step in shared)
    ]
    forget.apply(database, due)


def _is_covered(stone: Tombstone, step: SharedStep) -> bool:
    records: tuple[Piece | LayoutUse, ...] = (*step.pieces, *step.layouts)
    return step.turn < turns.end_of(stone.at) and any(one.is_covered_by(stone) for one in records)
