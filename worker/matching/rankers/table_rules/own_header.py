"""A column's own header outranks the group above it: clicks under 'Forecast' or 'Budget' are clicks."""

from __future__ import annotations

from worker.matching.rankers.fields import composed, names_of
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, without

ORDER = 15
_UNITS = "planned_units"
"""Units of what is bought: the group may say of what."""


def apply(table: Table) -> list[Ranking]:
    """Fields that only the group speaks for give way to those that the own header names."""
    rankings = list(table.rankings)
    for at, (own, header) in enumerate(zip(table.own, table.headers, strict=False)):
        named = {name for name in own if name in table.fields}
        coloured = {composed(name, header.modifiers) for name in named}
        if named:
            counts = names_of(table.fields.values(), "count") if named == {_UNITS} else frozenset()
            rankings[at] = without(rankings[at], table.fields.keys() - named - coloured - counts)
    return rankings
