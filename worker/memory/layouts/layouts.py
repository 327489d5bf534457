"""Shapes of tables with the field of each column: next month's plan of a client is mapped by the last one's recipe."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from peewee import fn

from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.sqlite.connection import Row
from worker.memory.database.tables import Layout, LayoutHeader, Shared
from worker.memory.layouts import layout_steps
from worker.memory.layouts.recalled_layout import RecalledColumn, RecalledLayout
from worker.memory.layouts.table_shape import Bound, Drift, Placed, Shape, compare, overlap
from worker.memory.learning import scopes, standings
from worker.shapes.mapping import Scope
from worker.shapes.memory import Recollection
from worker.text import normalise

if TYPE_CHECKING:
    from worker.memory.team.history import LayoutUse

ENOUGH_ALIKE = 0.6
"""Share of common headers from which a table is the same one, drifted."""
CANDIDATES = 5
ANSWERS_FROM = 0.8
"""Confidence from which a header's own memory speaks against a recipe."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A layout as it stands: the field of each column of a shape, for whom, and how it was used."""

    shape: Shape
    fields: tuple[str | None, ...]
    scope: Scope
    """As it was first written."""
    uses: int = 1
    last_at: str = ""
    """ISO 8601; of an export a day, empty where it names none."""


def remember(
    database: Shared,
    shape: Shape,
    fields: Sequence[str | None],
    scope: Scope,
    at: str,
    batch: int,
    uses: int = 1,
) -> None:
    """Keep the field of each column under the table's shape, as the step *batch*; to be called inside a transaction.

    It counts as so many *uses* more.
    """
    recipe = json.dumps([[h, f] for h, f in zip(shape.headers, fields, strict=True)], ensure_ascii=False)
    same = (Layout.shape == shape.fingerprint) & (Layout.scope == scopes.key(scope))
    number = Layout.select(Layout.id).where(same)
    if (number_before := queries.value(database, number)) is not None:
        layout_steps.before(database, number_before)
    row = Layout.insert(
        shape=shape.fingerprint,
        scope=scopes.key(scope),
        recipe=recipe,
        periods=json.dumps(shape.periods),
        uses=uses,
        first_at=at,
        last_at=at,
    )
    once_more = row.on_conflict(
        conflict_target=[Layout.shape, Layout.scope],
        preserve=[Layout.recipe, Layout.last_at],
        update={Layout.uses: Layout.uses + uses},
    )
    queries.run(database, once_more)
    layout = queries.value(database, number)
    layout_steps.note(database, layout, batch, recipe, at, uses)
    _name_headers(database, layout, shape)


def take_in(database: Shared, use: LayoutUse, batch: int, at: str) -> int:
    """Add what another copy taught in its step *batch*; gives the layout, which is to be worked out afterwards."""
    same = (Layout.shape == use.shape) & (Layout.scope == use.scope)
    row = Layout.insert(
        shape=use.shape,
        scope=use.scope,
        recipe=use.recipe,
        periods=use.periods,
        uses=use.uses,
        first_at=at,
        last_at=at,
    )
    queries.run(database, row.on_conflict_ignore())
    layout = int(queries.value(database, Layout.select(Layout.id).where(same)))
    layout_steps.add(database, layout, batch, use.recipe, at, use.uses)
    _name_headers(database, layout, Shape(use.headers))
    return layout


def _name_headers(database: Shared, layout: int, shape: Shape) -> None:
    header = LayoutHeader.insert_many([("", 0)], fields=[LayoutHeader.key, LayoutHeader.layout])
    queries.run_many(database, header.on_conflict_ignore(), [(key, layout) for key in shape.keys])


def recall(
    database: Shared, shape: Shape, scope: Scope, recollections: Mapping[str, Recollection]
) -> RecalledLayout | None:
    """The recipe of this shape, or of one that drifted to it, in *scope* or wider; the narrowest scope wins.

    *recollections* are what memory says of the headers: a field that was refused since is not taken from a recipe, and of
    a header that stands once in the table a later word wins.
    """
    row = _exact(database, shape, scope) or _nearest(database, shape, scope)
    if row is None:
        return None
    recipe = [Bound(header, field) for header, field in json.loads(row[1])]
    placed, gone = compare(recipe, shape)
    once = {header for header in shape.headers if shape.headers.count(header) == 1}
    columns = tuple(
        _column(one, recollections.get(normalise(one.header)), one.header in once) for one in placed
    )
    served = scopes.label(scopes.served(scope, row[2]))
    times = {1: "once", 2: "twice"}.get(row[3], f"{row[3]} times")
    return RecalledLayout(columns, gone, row[3], f"Same layout, used {times} for {served}.")


def examples(database: Shared, scope: Scope, most: int) -> list[list[tuple[str, str | None]]]:
    """Headers with their fields of the tables used last for the client of *scope*; none for everybody."""
    if not scope.client:
        return []
    keys = [key for key in scopes.chain(scope) if scopes.from_key(key).client]
    last = Layout.select(Layout.recipe).where(Layout.scope.in_(keys)).order_by(Layout.last_at.desc())
    return [
        [(header, field) for header, field in json.loads(recipe)]
        for (recipe,) in queries.rows(database, last.limit(most))
    ]


def _column(placed: Placed, recollection: Recollection | None, once: bool) -> RecalledColumn:
    if placed.bound is None:
        return RecalledColumn(placed.header, None, placed.drift)
    field, drift = placed.bound.field, placed.drift
    if recollection is None:
        return RecalledColumn(placed.header, field, drift)
    if field in recollection.rejected:
        sentence = f"'{placed.header}' is no longer taken as {field}."
        return RecalledColumn(placed.header, None, Drift("refused", placed.header, sentence=sentence))
    if once and recollection.confidence >= ANSWERS_FROM and recollection.field != field:
        return RecalledColumn(placed.header, recollection.field, drift)
    return RecalledColumn(placed.header, field, drift)


def _exact(database: Shared, shape: Shape, scope: Scope) -> Row | None:
    """Number, recipe, scope and uses of the layout of exactly this shape, from the narrowest scope."""
    same = Layout.select(Layout.id, Layout.recipe, Layout.scope, Layout.uses).where(
        Layout.shape == shape.fingerprint
    )
    rows = (queries.first(database, same.where(Layout.scope == key)) for key in scopes.chain(scope))
    return next((row for row in rows if row), None)


def _nearest(database: Shared, shape: Shape, scope: Scope) -> Row | None:
    """The same of a layout that shares most headers with this shape."""
    alike = (
        LayoutHeader.select(Layout.id, Layout.recipe, Layout.scope, Layout.uses, Layout.periods)
        .join(Layout, on=(Layout.id == LayoutHeader.layout))
        .where(LayoutHeader.key.in_(shape.keys))
        .group_by(Layout.id)
        .order_by(fn.COUNT(LayoutHeader.key).desc(), Layout.last_at.desc())
        .limit(CANDIDATES)
    )
    for key in scopes.chain(scope):
        ranked = [(_fit(row, shape), row) for row in queries.rows(database, alike.where(Layout.scope == key))]
        best = max(ranked, key=lambda pair: pair[0], default=None)
        if best and best[0] >= ENOUGH_ALIKE:
            return best[1][:4]
    return None


def _fit(row: Row, shape: Shape) -> float:
    headers = tuple(header for header, _ in json.loads(row[1]))
    same_periods = bool(json.loads(row[4])) == bool(shape.periods)
    return overlap(Shape(headers).keys, shape.keys) - (0.0 if same_periods else 0.1)


def listing(database: Shared) -> list[Recipe]:
    """Every layout, by scope."""
    columns = Layout.scope, Layout.recipe, Layout.periods, Layout.uses, Layout.last_at
    names = standings.named(database)
    recipes = []
    for scope, recipe, periods, *used in queries.rows(
        database, Layout.select(*columns).order_by(Layout.scope, Layout.shape)
    ):
        headers, fields = zip(*json.loads(recipe), strict=True) if json.loads(recipe) else ((), ())
        shape = Shape(tuple(headers), tuple(json.loads(periods)))
        recipes.append(Recipe(shape, tuple(fields), names.get(scope) or scopes.from_key(scope), *used))
    return recipes
