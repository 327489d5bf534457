"""A column of numbers whose header is a period and nothing else ('KW 14', 'Jan', '3月') holds that period's part of the line."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, left_open
from worker.values.dates.times import time_of

ORDER = 11
BECAUSE = "names a period, and its numbers are the line's in that period"
_NUMBERS = frozenset({"integer", "decimal", "money", "percent"})


def concerns(facts: Facts) -> bool:
    """Columns with values."""
    return "samples" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Such a column is left open, as words for weeks and months come near others; below a measure it is that measure's."""
    return [
        left_open(ranking, BECAUSE)
        if kind in _NUMBERS
        and time_of(column.own_header) is not None
        and not (column.group and _is_measure(ranking, table))
        else ranking
        for column, kind, ranking in zip(table.columns, table.kinds, table.rankings, strict=True)
    ]


def _is_measure(ranking: Ranking, table: Table) -> bool:
    name = ranking.best[0]
    return name is not None and table.fields[name].kind == "measure"
