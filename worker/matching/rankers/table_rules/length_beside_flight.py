"""Whole numbers under a word for days or weeks, beside a first and a last day, are how long the line runs, and no day."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, left_open
from worker.values.arithmetic import LEAST_LINES, Values

ORDER = 49
BECAUSE = "holds lengths beside the first and last days, and no days"
LONGEST = 400
"""Days."""


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """'Gün' of 28, 14 and 30 beside start and end; a table without both may well write a day of the month."""
    dates = table.fields.dates
    held = {
        ranking.best[0]
        for kind, ranking in zip(table.kinds, table.rankings, strict=True)
        if kind == "date" and ranking.best[1] >= LIKELY
    }
    if not {"start_date", "end_date"} <= held:
        return list(table.rankings)
    return [
        left_open(ranking, BECAUSE) if ranking.best[0] in dates and _are_lengths(column.numbers) else ranking
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    ]


def _are_lengths(numbers: Values) -> bool:
    lengths = [number for number in numbers if number is not None]
    return len(lengths) >= LEAST_LINES and all(0 <= n <= LONGEST and float(n).is_integer() for n in lengths)
