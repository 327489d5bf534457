"""What each export taught of a layout, so that undo can take it back and what others taught since stays.

A step is one export's recipe; the layout is what its steps come to. Those from before steps were kept, and those that
nobody will take back any more, are summed up in one step with the number 0.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from worker.memory.learning import scopes
from worker.memory.learning.lessons import MAPPINGS, Place
from worker.text import normalise

KEPT = 20
"""Steps of one layout that can be taken back."""
SUM = 0


def before(connection: Any, layout: int) -> None:
    """Sum up a layout that has no steps yet, before it changes."""
    connection.execute(
        "INSERT INTO layout_step SELECT l.id, ?, l.recipe, l.uses, l.first_at, l.last_at FROM layout l WHERE l.id = ? "
        "AND NOT EXISTS (SELECT 1 FROM layout_step s WHERE s.layout = l.id)",
        (SUM, layout),
    )


def note(connection: Any, layout: int, batch: int, recipe: str, at: str) -> None:
    """Keep what *batch* taught; the oldest steps beyond `KEPT` become one."""
    connection.execute("INSERT INTO layout_step VALUES (?, ?, ?, 1, ?, ?)", (layout, batch, recipe, at, at))
    steps = _standing(connection, layout)
    if len(steps) > KEPT:
        (_, _, uses, first_at, _), (number, recipe, more, _, last_at) = steps[:2]
        connection.execute("DELETE FROM layout_step WHERE layout = ? AND batch <= ?", (layout, number))
        connection.execute(
            "INSERT INTO layout_step VALUES (?, ?, ?, ?, ?, ?)",
            (layout, SUM, recipe, uses + more, first_at, last_at),
        )


def take_back(connection: Any, undone: int, by: int, user: str, places: Collection[Place]) -> None:
    """Take back what *user* exported after the step *undone* with headers that it had decided on.

    *by* is the step that undoes; *places* are those that the undone one touched.
    """
    decided: dict[str, set[str]] = {}
    for place in places:
        if place.kind == MAPPINGS:
            decided.setdefault(place.key, set()).add(place.scope)
    rows = connection.execute(
        "SELECT s.batch, s.layout, s.recipe, l.scope FROM layout_step s JOIN batch b ON b.id = s.batch "
        "JOIN layout l ON l.id = s.layout WHERE s.batch > ? AND b.user = ? AND b.undone_by IS NULL",
        (undone, user),
    ).fetchall()
    changed = set()
    for batch, layout, recipe, scope in rows:
        serving = set(scopes.chain(scopes.from_key(scope)))
        if any(decided.get(normalise(header), set()) & serving for header, _ in json.loads(recipe)):
            connection.execute("UPDATE batch SET undone_by = ? WHERE id = ?", (by, batch))
            changed.add(layout)
    for layout in changed:
        _work_out(connection, layout)


def _work_out(connection: Any, layout: int) -> None:
    steps = _standing(connection, layout)
    if not steps:
        for statement in ("layout_header WHERE layout", "layout_step WHERE layout", "layout WHERE id"):
            connection.execute(f"DELETE FROM {statement} = ?", (layout,))
        return
    connection.execute(
        "UPDATE layout SET recipe = ?, uses = ?, first_at = ?, last_at = ? WHERE id = ?",
        (steps[-1][1], sum(step[2] for step in steps), steps[0][3], steps[-1][4], layout),
    )


def _standing(connection: Any, layout: int) -> list[tuple[int, str, int, str, str]]:
    """Number, recipe, uses, first and last time of each step that was not taken back, oldest first."""
    rows = connection.execute(
        "SELECT s.batch, s.recipe, s.uses, s.first_at, s.last_at FROM layout_step s "
        "LEFT JOIN batch b ON b.id = s.batch WHERE s.layout = ? AND b.undone_by IS NULL ORDER BY s.batch",
        (layout,),
    )
    return [tuple(row) for row in rows.fetchall()]
