"""A count whose header may mean spots or impressions holds spots where its numbers are few."""

from __future__ import annotations

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, chance_of, without
from worker.values.arithmetic import LEAST_LINES, Values
from worker.values.scales import scale_of

ORDER = 35
MAY_BE = 0.2
"""Chance of either from which a header is ambiguous: 'Emisje', 'Показы'."""
FEW = 200
"""Nobody plans so few impressions on any line of a table."""
_SPOTS = frozenset({"spots"})
_SHOWN = frozenset({"impressions", "planned_impressions"})


def apply(table: Table) -> list[Ranking]:
    """Impressions give way; a header in thousands, and one that is sure of either, stays."""
    return [
        without(ranking, _SHOWN)
        if min(chance_of(ranking, _SPOTS), chance_of(ranking, _SHOWN)) >= MAY_BE
        and _are_few(column.numbers)
        and scale_of(header.text) == 1.0
        else ranking
        for header, column, ranking in zip(table.headers, table.columns, table.rankings, strict=True)
    ]


def _are_few(numbers: Values) -> bool:
    """Whether two lines or more have a number, all whole and none above FEW."""
    known = [number for number in numbers if number]
    return len(known) >= LEAST_LINES and all(0 < n <= FEW and float(n).is_integer() for n in known)
