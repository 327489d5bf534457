"""What may be broadcasts or what screens show ('Toistot', 'Emisje', 'Megjelenések száma'): its numbers say which."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, chance_of, without
from worker.values.arithmetic import LEAST_LINES, Values
from worker.values.scales import scale_of

ORDER = 36
MAY_BE = 0.1
"""Chance of either from which a header may mean it."""
FEW = 200
"""Nobody plans so few impressions or views on any line of a table."""
MANY = 10_000
"""Nobody plans so many spots on every line."""
_SPOTS = frozenset({"spots"})
_ON_SCREENS = frozenset({"impressions", "planned_impressions", "video_views", "video_completions"})


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Few are spots and very many are none; a header in thousands, and one that can be only one of the two, stays."""
    return [
        without(ranking, _ruled_out(column.numbers))
        if chance_of(ranking, _SPOTS) >= MAY_BE
        and chance_of(ranking, _ON_SCREENS) >= MAY_BE
        and scale_of(header.text) == 1.0
        else ranking
        for header, column, ranking in zip(table.headers, table.columns, table.rankings, strict=True)
    ]


def _ruled_out(numbers: Values) -> frozenset[str]:
    """What numbers of two lines or more can't be."""
    known = [number for number in numbers if number]
    if len(known) < LEAST_LINES:
        return frozenset()
    if all(0 < n <= FEW and float(n).is_integer() for n in known):
        return _ON_SCREENS
    return _SPOTS if min(known) > MANY else frozenset()
