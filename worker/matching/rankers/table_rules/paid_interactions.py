"""Interactions that the cost is paid by, in a report without clicks and views, are its clicks: 'Interactions | Avg. cost | Cost'."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided
from worker.values.arithmetic import CENT, is_product

ORDER = 73
CLOSE = 1e-3
_ENGAGEMENTS = "~engagements"
_RESULTS = ("clicks", "video_views")


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Engagements that no cost is paid by, and those beside clicks, stay without a field; a report of videos may call its
    views so, so that a planner hears how they were taken."""
    rankings = list(table.rankings)
    paid = [
        at
        for at, ranking in enumerate(rankings)
        if ranking.concept and ranking.concept[0] == _ENGAGEMENTS and ranking.concept[1] >= LIKELY
    ]
    if len(paid) != 1 or any(chance_of(ranking, _RESULTS) >= LIKELY for ranking in rankings):
        return rankings
    (at,) = paid
    if "clicks" in table.fields and _is_paid(table, at):
        rankings[at] = decided(rankings[at], "clicks")._replace(unsaid="clicks", concept=None)
    return rankings


def _is_paid(table: Table, at: int) -> bool:
    """Whether a column times another one is the cost, line by line."""
    money = table.fields.names("money")
    numbers = {place: column.numbers for place, column in enumerate(table.columns) if any(column.numbers)}
    costs = [place for place in numbers if chance_of(table.rankings[place], money) >= LIKELY]
    return at in numbers and any(
        is_product(numbers[price], numbers[at], numbers[cost], (1.0,), CLOSE, CENT / 2)
        for cost in costs
        for price in numbers.keys() - {at, cost}
    )
