"""Shapes of tables with the field of each column: next month's plan of a client is mapped by the last one's recipe."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from worker.memory.layouts import layout_steps
from worker.memory.layouts.table_shape import Bound, Drift, Placed, Shape, compare, overlap
from worker.memory.learning import scopes
from worker.shapes.mapping import Scope
from worker.shapes.memory import Recalled
from worker.text import normalise

ENOUGH_ALIKE = 0.6
"""Share of common headers from which a table is the same one, drifted."""
CANDIDATES = 5
ANSWERS_FROM = 0.8
"""Confidence from which a header's own memory speaks against a recipe."""


@dataclass(frozen=True, slots=True)
class RecalledColumn:
    """What the recipe says of one column; `field` None without a drift means that it has no target."""

    header: str
    field: str | None
    drift: Drift | None = None

    @property
    def sure(self) -> bool:
        """Whether nobody needs to look: nothing changed."""
        return self.drift is None


@dataclass(frozen=True, slots=True)
class RecalledLayout:
    """A recipe that fits a table."""

    columns: tuple[RecalledColumn, ...]
    """One for each column of the table, in order."""
    gone: tuple[Drift, ...]
    uses: int
    reason: str
    """One sentence that a planner understands."""

    @property
    def drifted(self) -> tuple[Drift, ...]:
        """All that changed."""
        return (*(column.drift for column in self.columns if column.drift), *self.gone)


def remember(
    connection: Any, shape: Shape, fields: Sequence[str | None], scope: Scope, at: str, batch: int
) -> None:
    """Keep the field of each column under the table's shape, as the step *batch*; to be called inside a transaction."""
    recipe = json.dumps([[h, f] for h, f in zip(shape.headers, fields, strict=True)], ensure_ascii=False)
    place = (shape.fingerprint, scopes.key(scope))
    for (known,) in connection.execute(
        "SELECT id FROM layout WHERE shape = ? AND scope = ?", place
    ).fetchall():
        layout_steps.before(connection, known)
    connection.execute(
        "INSERT INTO layout (shape, scope, recipe, periods, uses, first_at, last_at) VALUES (?, ?, ?, ?, 1, ?, ?) "
        "ON CONFLICT (shape, scope) DO UPDATE SET recipe = excluded.recipe, uses = uses + 1, last_at = excluded.last_at",
        (*place, recipe, json.dumps(shape.periods), at, at),
    )
    (number,) = connection.execute("SELECT id FROM layout WHERE shape = ? AND scope = ?", place).fetchone()
    layout_steps.note(connection, number, batch, recipe, at)
    connection.executemany(
        "INSERT OR IGNORE INTO layout_header VALUES (?, ?)", [(key, number) for key in shape.keys]
    )


def recall(
    connection: Any, shape: Shape, scope: Scope, known: Mapping[str, Recalled]
) -> RecalledLayout | None:
    """The recipe of this shape, or of one that drifted to it, in *scope* or wider; the narrowest scope wins.

    *known* is what memory says of the headers: a field that was refused since is not taken from a recipe, and of
    a header that stands once in the table a later word wins.
    """
    row = _exact(connection, shape, scope) or _nearest(connection, shape, scope)
    if row is None:
        return None
    recipe = [Bound(header, field) for header, field in json.loads(row[1])]
    placed, gone = compare(recipe, shape)
    once = {header for header in shape.headers if shape.headers.count(header) == 1}
    columns = tuple(_column(one, known.get(normalise(one.header)), one.header in once) for one in placed)
    served = scopes.label(scopes.served(scope, row[2]))
    times = {1: "once", 2: "twice"}.get(row[3], f"{row[3]} times")
    return RecalledLayout(columns, gone, row[3], f"Same layout, used {times} for {served}.")


def _column(placed: Placed, known: Recalled | None, once: bool) -> RecalledColumn:
    if placed.bound is None:
        return RecalledColumn(placed.header, None, placed.drift)
    field, drift = placed.bound.field, placed.drift
    if known is None:
        return RecalledColumn(placed.header, field, drift)
    if field in known.rejected:
        said = f"'{placed.header}' is no longer taken as {field}."
        return RecalledColumn(placed.header, None, Drift("refused", placed.header, sentence=said))
    if once and known.confidence >= ANSWERS_FROM and known.field != field:
        return RecalledColumn(placed.header, known.field, drift)
    return RecalledColumn(placed.header, field, drift)


def _exact(connection: Any, shape: Shape, scope: Scope) -> Any:
    for key in scopes.chain(scope):
        row = connection.execute(
            "SELECT id, recipe, scope, uses FROM layout WHERE shape = ? AND scope = ?",
            (shape.fingerprint, key),
        ).fetchone()
        if row:
            return row
    return None


def _nearest(connection: Any, shape: Shape, scope: Scope) -> Any:
    keys = shape.keys
    marks = ", ".join("?" * len(keys))
    for key in scopes.chain(scope):
        rows = connection.execute(
            f"SELECT l.id, l.recipe, l.scope, l.uses, l.periods FROM layout_header h JOIN layout l ON l.id = h.layout "
            f"WHERE h.key IN ({marks}) AND l.scope = ? GROUP BY l.id ORDER BY count(*) DESC, l.last_at DESC LIMIT ?",
            (*keys, key, CANDIDATES),
        ).fetchall()
        ranked = [(_fit(row, shape), row) for row in rows]
        best = max(ranked, key=lambda pair: pair[0], default=None)
        if best and best[0] >= ENOUGH_ALIKE:
            return best[1][:4]
    return None


def _fit(row: Any, shape: Shape) -> float:
    headers = tuple(header for header, _ in json.loads(row[1]))
    same_periods = bool(json.loads(row[4])) == bool(shape.periods)
    return overlap(Shape(headers).keys, shape.keys) - (0.0 if same_periods else 0.1)


def listing(connection: Any) -> list[tuple[str, Scope, tuple[Bound, ...], int]]:
    """Every layout: fingerprint, scope, recipe and how often it was used."""
    rows = connection.execute("SELECT shape, scope, recipe, uses FROM layout ORDER BY scope, shape")
    return [
        (shape, scopes.from_key(scope), tuple(Bound(h, f) for h, f in json.loads(recipe)), uses)
        for shape, scope, recipe, uses in rows
    ]
