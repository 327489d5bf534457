"""What memory holds, entry by entry, for whoever wants to see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from worker.memory.database.tables import Shared
from worker.memory.layouts import layouts
from worker.shapes.mapping import Scope
from worker.shapes.memory import Filter, LayoutEntry, Standing
from worker.text import clean, normalise


def passing(standings: Iterable[Standing], filter: Filter) -> Iterator[Standing]:
    """The standings that agree with *filter*."""
    part = normalise(filter.header or "")
    return (
        one
        for one in standings
        if _is_of(one.scope, filter)
        and part in normalise(one.header)
        and (filter.field is None or filter.field in (one.field, one.about))
    )


def of_layouts(database: Shared, filter: Filter) -> Iterator[LayoutEntry]:
    """The layouts that agree with *filter*: a column of theirs with its header and its field."""
    part = normalise(filter.header or "")
    for recipe in layouts.listing(database):
        columns = tuple(zip(recipe.shape.headers, recipe.fields, strict=True))
        fits = any(
            part in normalise(header) and (filter.field is None or filter.field == field)
            for header, field in columns
        )
        if fits and _is_of(recipe.scope, filter):
            yield LayoutEntry(recipe.scope, columns, recipe.uses)


def _is_of(scope: Scope, filter: Filter) -> bool:
    names = ("client", "market", "platform")
    return all(
        value is None or clean(value).casefold() == clean(getattr(scope, name) or "").casefold()
        for name in names
        if (value := getattr(filter, name)) is not None
    )
