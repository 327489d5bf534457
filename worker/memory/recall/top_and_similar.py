"""What memory knows that serves a prompt: the headers confirmed most, and those like the ones asked about."""

from __future__ import annotations

from collections.abc import Sequence

from worker.memory.recall import similar_headers
from worker.memory.store import MemoryStore
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.memory import Recollection

WIDE = 200
"""Headers looked at for the top ones: most may belong to other clients."""


def top(store: MemoryStore, most: int, scope: Scope) -> list[tuple[str, Recollection]]:
    """The headers that people confirmed most and that something holds for in *scope*."""
    with store.database.querying() as database:
        headers = [] if database is None else similar_headers.top(database, max(WIDE, 2 * most))
    answers = store.recall_many(headers, scope, count_use=False)
    return [
        (header, answers[header])
        for header in headers
        if header in answers and answers[header].confidence > 0
    ][:most]


def similar(
    store: MemoryStore, columns: Sequence[SourceColumn], scope: Scope, most: int
) -> tuple[dict[str, list[similar_headers.Alike]], dict[str, Recollection]]:
    """Known headers like these columns, by column, and what is known of them in *scope*."""
    with store.database.querying() as database:
        names = [column.name for column in columns]
        alike = {} if database is None else similar_headers.similar(database, names, most)
    others = [other.key for likes in alike.values() for other in likes]
    return alike, store.recall_many(others, scope, count_use=False) if others else {}
