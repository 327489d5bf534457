"""What keeps a memory small and quick: archive by disuse, merge what says the same, give room back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from worker.memory.database.database import Database
from worker.memory.recall import similar_headers

KEEP_SINGLE_DAYS = 90
"""Younger evidence stays as it was said."""
KEEP_COUNTERS_DAYS = 400
WORTH_VACUUM = 0.2
"""Share of free pages from which the file is written anew."""
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
    before = _text(now - timedelta(days=days))
    with database.changing() as connection:
        rows = connection.execute(
            "SELECT kind, key, rank FROM entry WHERE archived_at IS NULL AND used_at < ?", (before,)
        ).fetchall()
        similar_headers.archive(connection, rows, _text(now))
        return len(rows)


def optimise(database: Database, now: datetime) -> Optimised:
    """Merge old evidence, sweep the index, and give room back to the disk."""
    before = _size(database.path)
    with database.changing() as connection:
        forgotten = _forget_undone(connection, _text(now - timedelta(days=KEEP_SINGLE_DAYS)))
        merged = merge(connection, _text(now - timedelta(days=KEEP_SINGLE_DAYS)))
        similar_headers.sweep(connection)
        oldest = _text(now - timedelta(days=KEEP_COUNTERS_DAYS))[:10]
        connection.execute("DELETE FROM counter WHERE day < ?", (oldest,))
    with database.reading() as connection:
        connection.execute("PRAGMA optimize")
        (free,), (pages,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_count")
        )
        if free > WORTH_VACUUM * pages:
            connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return Optimised(merged, forgotten, before, _size(database.path))


def merge(connection: Any, before: str) -> int:
    """Merge runs of equal evidence older than *before* into one each; gives how many pieces were saved.

    Only neighbours of one header in one scope are merged, so that a replay gives the same: the first of a run stays
    (it began what holds), the others become one with their weights added up and their count.
    """
    saved = 0
    for run in list(_runs(_old_rows(connection, before))):
        saved += _merge_run(connection, run)
    return saved


_SAME = slice(1, 10)  # kind to plan


def _old_rows(connection: Any, before: str) -> Any:
    return connection.execute(
        "SELECT e.id, e.kind, e.key, e.scope, e.target, e.sort, e.source, e.decision, b.user, e.plan, "
        "b.at < ? AND e.amount IS NULL AND e.sort <> 'prune' AND b.undone_by IS NULL, "
        "e.weight, e.count, e.text, b.at FROM evidence e JOIN batch b ON b.id = e.batch "
        "WHERE (e.kind, e.key, e.scope) IN "
        "(SELECT kind, key, scope FROM evidence GROUP BY kind, key, scope HAVING count(*) > 2) "
        "ORDER BY e.kind, e.key, e.scope, e.id",
        (before,),
    )


def _runs(rows: Any) -> Iterator[list[Any]]:
    for _, run in groupby(rows, key=lambda row: (*row[_SAME], row[10])):
        found = list(run)
        if found[0][10] and len(found) > 2:
            yield found


def _merge_run(connection: Any, run: Sequence[Any]) -> int:
    rest = run[1:]
    last = rest[-1]
    batch = connection.execute(
        "INSERT INTO batch (action, user, at) VALUES (?, ?, ?)", (MERGED, last[8], last[14])
    ).lastrowid
    connection.execute(
        "UPDATE evidence SET batch = ?, weight = ?, count = ? WHERE id = ?",
        (batch, sum(row[11] for row in rest), sum(row[12] for row in rest), last[0]),
    )
    connection.executemany("DELETE FROM evidence WHERE id = ?", [(row[0],) for row in rest[:-1]])
    return len(rest) - 1


def _forget_undone(connection: Any, before: str) -> int:
    done = connection.execute(
        "DELETE FROM evidence WHERE batch IN (SELECT id FROM batch WHERE undone_by IS NOT NULL AND at < ?)",
        (before,),
    )
    return int(done.rowcount)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
