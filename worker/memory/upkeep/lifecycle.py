"""What keeps a memory small and quick: archive by disuse, merge what says the same, give room back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import peewee
from peewee import fn

from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.database import Database
from worker.memory.database.sqlite import storage
from worker.memory.database.sqlite.connection import Row
from worker.memory.database.tables import Batch, Counter, Entry, Evidence, Shared
from worker.memory.database.times import text_of
from worker.memory.learning import turns
from worker.memory.recall import similar_headers

KEEP_SINGLE_DAYS = 90
"""Younger evidence stays as it was said."""
KEEP_COUNTERS_DAYS = 400
MERGED = "merge"
"""The action of batches that stand for several."""


@dataclass(frozen=True, slots=True)
class Optimised:
    """What an optimisation did."""

    merged: int
    """Pieces of evidence that became part of another."""
    forgotten: int
    """Pieces of undone evidence that were dropped; they had not counted."""
    bytes_before: int
    bytes_after: int


def archive(database: Database, days: float, now: datetime) -> int:
    """Take what was not used for *days* out of the hot index; gives how many. It is still recalled by name."""
    unused = Entry.archived_at.is_null() & (Entry.used_at < text_of(now - timedelta(days=days)))
    with database.writing() as shared:
        rows = queries.rows(shared, Entry.select(Entry.kind, Entry.key, Entry.rank).where(unused))
        similar_headers.archive(shared, [(kind, key, rank) for kind, key, rank in rows], text_of(now))
        return len(rows)


def optimise(database: Database, now: datetime) -> Optimised:
    """Merge old evidence, sweep the index, and give room back to the disk."""
    before = _size(database.path)
    single_until = text_of(now - timedelta(days=KEEP_SINGLE_DAYS))
    counters_until = text_of(now - timedelta(days=KEEP_COUNTERS_DAYS))[:10]
    with database.writing() as shared:
        forgotten = _forget_undone(shared, single_until)
        merged = merge(shared, single_until)
        similar_headers.sweep(shared)
        queries.run(shared, Counter.delete().where(Counter.day < counters_until))
    with database.reading() as connection:
        if connection is not None:
            storage.give_room_back(connection)
    return Optimised(merged, forgotten, before, _size(database.path))


def merge(database: Shared, before: str) -> int:
    """Merge runs of equal evidence older than *before* into one each; gives how many pieces were saved.

    Only neighbours of one header in one scope are merged, so that a replay gives the same: the first of a run stays
    (it began what holds), the others become one with their weights added up and their count.
    """
    return sum(_merge_run(database, run) for run in list(_runs(queries.rows(database, _old_rows()), before)))


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of evidence, with what must be equal in a run of them."""

    id: int
    same: Row
    user: str
    weight: float
    count: int
    at: str
    mergeable: bool
    turn: str


def _old_rows() -> peewee.Query:
    """The evidence of headers that have enough of it to merge, header by header, in its order."""
    other = Evidence.alias()
    place = other.kind, other.key, other.scope
    several = other.select(*place).group_by(*place).having(fn.COUNT(other.id) > 2)
    same = peewee.Tuple(Evidence.kind, Evidence.key, Evidence.scope)
    return (
        Evidence.select(
            Evidence.id,
            Evidence.kind,
            Evidence.key,
            Evidence.scope,
            Evidence.target,
            Evidence.sort,
            Evidence.source,
            Evidence.decision,
            Batch.user,
            Evidence.plan,
            Evidence.weight,
            Evidence.count,
            Evidence.amount,
            Batch.at,
            Batch.undone_by,
            Batch.turn,
            Batch.number,
        )
        .join(Batch, on=(Batch.id == Evidence.batch))
        .where(same.in_(several))
        .order_by(Evidence.kind, Evidence.key, Evidence.scope, Batch.turn, Evidence.id)
    )


def _piece(row: Row, before: str) -> _Piece:
    number, *same, weight, count, amount, at, undone_by, turn, shared = row
    mergeable = at < before and amount is None and row[5] != "prune" and undone_by is None and shared is None
    return _Piece(number, tuple(same), row[8], weight, count, at, mergeable, turn)


def _runs(rows: Iterable[Row], before: str) -> Iterator[list[_Piece]]:
    """Neighbours that say the same and may be merged, from three on."""
    pieces = [_piece(row, before) for row in rows]
    # Nothing may stand between a step's pieces: the turn of what is merged is behind that of its last step.
    splits = {a.id for a, b in pairwise(pieces) if a.turn == b.turn and a.same != b.same}
    for (_, mergeable), run in groupby(pieces, key=lambda p: (p.same, p.mergeable and p.id not in splits)):
        equal = list(run)
        if mergeable and len(equal) > 2:
            yield equal


def _merge_run(database: Shared, run: Sequence[_Piece]) -> int:
    rest = run[1:]
    last = rest[-1]
    turn = turns.of_merge(last.turn, last.id)
    batch = queries.insert(database, Batch.insert(action=MERGED, user=last.user, at=last.at, turn=turn))
    weight, count = sum(piece.weight for piece in rest), sum(piece.count for piece in rest)
    merged = Evidence.update(batch=batch, weight=weight, count=count)
    queries.run(database, merged.where(Evidence.id == last.id))
    queries.run_many(database, Evidence.delete().where(Evidence.id == 0), [(p.id,) for p in rest[:-1]])
    return len(rest) - 1


def _forget_undone(database: Shared, before: str) -> int:
    undone = Batch.select(Batch.id).where(Batch.undone_by.is_null(False) & (Batch.at < before))
    return queries.run(database, Evidence.delete().where(Evidence.batch.in_(undone)))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
