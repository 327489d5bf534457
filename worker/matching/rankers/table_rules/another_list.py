"""Values of a list that a field has no place for ('Day type' with weekdays, 'Type' with price models) rule the field out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from worker.knowledge import values
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, decided, left_open
from worker.matching.samples import Kind, kind_of
from worker.text import plain
from worker.values.dates.calendar_words import weekday_of

ORDER = 7
BECAUSE = "names what its values are not: they are of another list"
LEAST = 2
"""Different values from which they name a list."""
MOST = 2 / 3
SURE = 0.9
_NAMES: frozenset[Kind] = frozenset({"channel", "platform", "country", "device", "price_model", "currency"})
"""Kinds of values that are names of a list; a field for these alone is closed to other lists."""
_LISTS: tuple[Kind, ...] = (
    "weekday",
    "flag",
    "status",
    "gender",
    "device",
    "currency",
    "price_model",
    "country",
)
"""Lists whose names mean one thing; platforms and channels are formats and publishers as well."""


def concerns(facts: Facts) -> bool:
    """Columns with values."""
    return "samples" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Such a column goes to the field of its list, unless another column has that; where none is, it is left open."""
    closed = {name for name, field in table.fields.items() if field.values_for and field.values_for <= _NAMES}
    best = [ranking.best[0] for ranking in table.rankings]
    rankings = list(table.rankings)
    for at, field in enumerate(best):
        samples = [text for text in table.columns[at].samples if kind_of(text) != "blank"]
        if field is None or field not in closed or (name := _list_of(samples)) is None:
            continue
        if name in table.fields[field].values_for or _knows(field, samples):
            continue
        owner = next((one for one in table.fields if table.fields[one].values_for == {name}), None)
        free = owner is not None and (owner not in best or table.fields[owner].repeatable)
        rankings[at] = (
            decided(rankings[at], owner, SURE) if owner and free else left_open(rankings[at], BECAUSE)
        )
    return rankings


def _list_of(samples: Collection[str]) -> Kind | None:
    """The list that most *samples* are of."""
    if len(samples) < LEAST:
        return None
    most = MOST * len(samples)
    if sum(weekday_of(plain(text).rstrip(".")) is not None for text in samples) >= most:
        return "weekday"
    kinds = [kind_of(text) for text in samples]
    return next((name for name in _LISTS if kinds.count(name) >= most), None)


def _knows(field: str, samples: Sequence[str]) -> bool:
    """Whether the field's own list has half of the *samples*: 'Mobile' and 'CTV' are channels as well."""
    if field not in values.KINDS:
        return False
    return 2 * sum(values.canonical(field, text) is not None for text in samples) >= len(samples)
