"""A total of periods is what the periods hold by name: 'Total cost' beside weeks of net cost, 'Total' beside weeks of GRPs."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, decided
from worker.plans.rows.wording import is_total
from worker.values.dates.calendar_words import measure_of

ORDER = 82
CLAIMED = 0.1
"""Chance from which a header may mean the periods' field."""


def concerns(facts: Facts) -> bool:
    """Columns that add up the periods of a measure."""
    return "adds_measure" in facts.has


def apply(table: Table) -> list[Ranking]:
    """One amount is exported once; a header that can't mean the periods' field stays what it is."""
    money = table.fields.names("money")
    rankings = list(table.rankings)
    for at, (column, ranking) in enumerate(zip(table.columns, table.rankings, strict=True)):
        measure = column.adds_measure
        if measure is None or measure not in table.fields or ranking.best[0] not in money:
            continue
        if measure in money:
            claims = dict(ranking.fields).get(measure, 0.0) >= CLAIMED
        else:
            text = table.headers[at].text
            claims = is_total(text) and measure_of(text) is None
        if claims:
            rankings[at] = decided(ranking, measure)
    return rankings
