"""Whole numbers of different length under a word for a panel ('Nosiče' of 85, 40 and 110) count panels, and name none."""

from __future__ import annotations

from itertools import pairwise

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided
from worker.values.arithmetic import Values

ORDER = 37
LEAST_ROWS = 3
MOST = 2_000
"""Panels of a line; larger numbers may be those by which a site is known."""
COUNTED = 0.9
_PANEL, _UNITS = "placement_id", "planned_units"


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Such a column is the units, and asked unless the sheet adds it up; where another column has the units it stays."""
    rankings = list(table.rankings)
    if not {_PANEL, _UNITS} <= table.fields.keys():
        return rankings
    if any(chance_of(ranking, {_UNITS}) >= LIKELY for ranking in rankings):
        return rankings
    for at, column in enumerate(table.columns):
        if rankings[at].best[0] == _PANEL and _count(column.numbers):
            units = decided(rankings[at], _UNITS, COUNTED)
            rankings[at] = units if column.summed else units._replace(unsaid=_UNITS)
    return rankings


def _count(numbers: Values) -> bool:
    """Whether they are whole, of one digit up to four, and do not run on as numbers of a list do."""
    known = [number for number in numbers if number is not None]
    if len(known) < LEAST_ROWS or not all(0 < n <= MOST and float(n).is_integer() for n in known):
        return False
    lengths = {len(f"{number:.0f}") for number in known}
    return len(lengths) > 1 and any(below <= above for above, below in pairwise(known))
