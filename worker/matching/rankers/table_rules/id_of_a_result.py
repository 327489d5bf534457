"""What a result, a view or an amount is known by ('Purchase_ID', 'Lead ID', 'Kauf-ID') is none of them: the figure gives way."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, is_known, left_open
from worker.matching.words.headers import COLOUR

ORDER = 54
BECAUSE = "is a number that stands for one of them, and counts none"


def concerns(facts: Facts) -> bool:
    """Headers that say an id."""
    return "id" in facts.modifiers


def apply(table: Table) -> list[Ranking]:
    """Such a column is left open where it seemed to hold a figure; 'Lead no.' may be how many there are."""
    measures = table.fields.measures
    return [
        left_open(ranking, BECAUSE)
        if ranking.best[0] in measures and header.modifiers - COLOUR == {"id"} and not is_known(ranking)
        else ranking
        for header, ranking in zip(table.headers, table.rankings, strict=True)
    ]
