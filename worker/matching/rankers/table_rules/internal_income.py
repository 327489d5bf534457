"""Income in a plan that has no conversions, below its costs on every line, is the agency's own and no sales."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, left_open

ORDER = 70
BECAUSE = "is a small part of the cost on every line: the agency's own income, and no sales"
MOST = 0.5
"""Share of the cost above which income may be the client's sales."""
_FIELD, _RESULTS = "revenue", "conversions"


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Such a column of revenue is left open."""
    rankings = list(table.rankings)
    if any(r.best[0] == _RESULTS and r.best[1] >= LIKELY for r in rankings):
        return rankings
    money = table.fields.names("money")
    costs = [
        column.numbers
        for column, r in zip(table.columns, rankings, strict=True)
        if r.best[0] in money and r.best[1] >= LIKELY and any(column.numbers)
    ]
    if not costs:
        return rankings
    return [
        left_open(r, BECAUSE) if r.best[0] == _FIELD and _is_part(column.numbers, costs) else r
        for column, r in zip(table.columns, rankings, strict=True)
    ]


def _is_part(income: tuple[float | None, ...], costs: list[tuple[float | None, ...]]) -> bool:
    """Whether the income is a small part of one of the costs on every line."""
    for cost in costs:
        pairs = [(a, b) for a, b in zip(income, cost, strict=False) if a and b]
        if pairs and all(0 < a <= MOST * b for a, b in pairs):
            return True
    return False
