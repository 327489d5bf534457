"""The part of the memory that goes with a question to the model: the essentials, then the lines that serve its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from worker.memory.database import queries
from worker.memory.database.tables import Lesson
from worker.memory.learning.lessons import MAPPINGS
from worker.memory.recall import context, essentials, similar_headers
from worker.memory.recall.context import Count, Lines
from worker.memory.store import MemoryStore
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.memory import Recollection
from worker.text import normalise
from worker.tokens import estimate

SIMILAR = 3
"""Similar headers named for each column."""
EXAMPLES = 2
"""Tables of the client that are shown as they were decided."""
TOP = 10
"""Often confirmed headers named."""
WIDE = 200
"""Headers looked at for the top ones: most may belong to other clients."""


class PromptContext:
    """Text for prompts out of one memory; headers, fields and shapes of values only."""

    def __init__(self, store: MemoryStore, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def relevant(
        self,
        task: str,
        data: object,
        scope: Scope,
        slots: Sequence[str] | None = None,
        *,
        budget: int = context.BUDGET,
        count: Count = estimate,
    ) -> str:
        """The essentials, then the lines that serve these columns best, within *budget* tokens as *count* counts.

        *data* is a data frame, headers, or columns with samples. *slots* are a prompt's `context_slots`, where only some
        parts are wanted.
        """
        facts = self.essentials() if slots is None or "domain_knowledge" in slots else ""
        if task != "column_mapping":
            return facts
        parts = [
            (title, lines)
            for slot, title, lines in self._parts(data, scope)
            if slots is None or slot in slots
        ]
        more = context.within_budget(parts, budget - count(facts) - 1, count)
        return f"{facts}\n{more}" if more else facts

    def _parts(self, data: object, scope: Scope) -> list[tuple[str, str, list[context.Line]]]:
        """Slot, title and lines of each part."""
        columns = context.columns_of(data)
        recalled = self._store.recall_many([column.name for column in columns], scope)
        alike, answers = _similar(self._store, columns, scope, SIMILAR)
        named = {other.key for others in alike.values() for other in others}
        top = _top(self._store, TOP, scope)
        return [
            ("rejected_pairs", "Refused before:", list(context.warning_lines(columns, recalled))),
            ("similar_patterns", "Confirmed before:", list(context.similar_lines(alike, answers))),
            (
                "worked_examples",
                "Tables of this client, as decided:",
                list(context.example_lines(self._store.layouts.examples(scope, EXAMPLES))),
            ),
            ("recent_mappings", "Often confirmed:", list(context.top_lines(top, named))),
            ("value_shapes", "Shapes of values:", list(context.shape_lines(columns))),
        ]

    def essentials(self) -> str:
        """The marked part of `domain_knowledge.md`, the user's own or the shipped one."""
        return essentials.read(self._folder)

    def top(self, most: int, scope: Scope) -> Lines:
        """The headers that people confirmed most, as written, one a line; `.entries` has (header, what is known)."""
        entries_by_key = _top(self._store, most, scope)
        names = _as_written(self._store, (key for key, _ in entries_by_key))
        entries = [(names.get(key, key), recalled) for key, recalled in entries_by_key]
        return Lines("\n".join(line.text for line in context.top_lines(entries)), entries)

    def similar(self, data: object, most: int, scope: Scope) -> Lines:
        """Known headers like these columns, as written, one a line.

        `.entries` has (header, similar header, likeness, field).
        """
        columns = context.columns_of(data)
        alike, answers = _similar(self._store, columns, scope, most)
        names = _as_written(self._store, (o.key for others in alike.values() for o in others))
        names |= {normalise(column.name): column.name for column in columns}
        entries = [
            (names.get(key, key), names.get(other.key, other.key), other.likeness, answers[other.key].field)
            for key, others in alike.items()
            for other in others
            if other.key in answers and answers[other.key].confidence > 0
        ]
        return Lines("\n".join(line.text for line in context.similar_lines(alike, answers, names)), entries)


def _top(store: MemoryStore, most: int, scope: Scope) -> list[tuple[str, Recollection]]:
    """The headers that people confirmed most and that something holds for in *scope*."""
    with store.database.querying() as database:
        headers = [] if database is None else similar_headers.top(database, max(WIDE, 2 * most))
    answers = store.recall_many(headers, scope, count_use=False)
    return [
        (header, answers[header])
        for header in headers
        if header in answers and answers[header].confidence > 0
    ][:most]


def _similar(
    store: MemoryStore, columns: Sequence[SourceColumn], scope: Scope, most: int
) -> tuple[dict[str, list[similar_headers.Alike]], dict[str, Recollection]]:
    """Known headers like these columns, by column, and what is known of them in *scope*."""
    with store.database.querying() as database:
        names = [column.name for column in columns]
        alike = {} if database is None else similar_headers.similar(database, names, most)
    others = [other.key for likes in alike.values() for other in likes]
    return alike, store.recall_many(others, scope, count_use=False) if others else {}


def _as_written(store: MemoryStore, keys: Iterable[str]) -> dict[str, str]:
    """Known headers as they were last written, by their normal form."""
    names: dict[str, str] = {}
    with store.database.querying() as database:
        if database is None:
            return names
        for chunk in queries.chunks(sorted(set(keys))):
            query = Lesson.select(Lesson.key, Lesson.text).where(
                (Lesson.kind == MAPPINGS) & Lesson.key.in_(chunk)
            )
            names |= dict(queries.rows(database, query.order_by(Lesson.last_at)))
    return names
