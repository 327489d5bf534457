"""A column that counts its rows (1, 2, 3 ...) is no amount, unless its header is sure of one."""

from __future__ import annotations

from itertools import pairwise

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, chance_of, without
from worker.values.arithmetic import Values

ORDER = 6
LEAST_ROWS = 3
SURE = 0.9
"""Chance of a measure from which a header means it although its numbers happen to count: 'Spots' of 1, 2 and 3."""


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Measures of a counting column keep no chance: 'Rev' of 1, 2 and 3 is no revenue."""
    measures = table.fields.measures
    return [
        without(ranking, measures, 0.0)
        if _counts(column.numbers) and 0.0 < chance_of(ranking, measures) < SURE
        else ranking
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    ]


def _counts(numbers: Values) -> bool:
    """Whether every row has a number, the first one 1 and each of the others one more."""
    counts = [number for number in numbers if number is not None]
    return (
        LEAST_ROWS <= len(counts) == len(numbers)
        and counts[0] == 1
        and all(below - above == 1 for above, below in pairwise(counts))
    )
