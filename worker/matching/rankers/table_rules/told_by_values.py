"""A column of which no word says what it is has what its values are: sentences are notes, 'CPM' and 'CPC' what is bought."""

from __future__ import annotations

from collections.abc import Sequence

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, is_known
from worker.matching.rankers.table_rules.values_veto import are_sentences
from worker.matching.samples import Kind, kind_of

ORDER = 22
NOTES = "notes"
LISTED: dict[Kind, str] = {"price_model": "buy_type"}
"""Fields by the kind of values that nothing else has."""
CHANCE = 0.7
"""Chance that the values give: a person may say otherwise."""
REPORT = -0.5
"""From this on a table is a report."""
CLAIMED = 0.25
"""A field so likely by the header's words goes first."""


def concerns(facts: Facts) -> bool:
    """Columns with values."""
    return "samples" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Each such field goes to one column, where none claims it; what the vocabulary knows as a whole keeps its meaning."""
    rankings = list(table.rankings)
    if table.plan <= REPORT:  # what a report has no words for are its system's own texts
        return rankings
    for at, (column, ranking) in enumerate(zip(table.columns, rankings, strict=True)):
        field = _field_of(column.samples)
        if field not in table.fields or is_known(ranking) or ranking.best[1] >= CLAIMED:
            continue
        if not any(chance_of(other, (field,)) >= LIKELY for other in rankings):
            rankings[at] = decided(ranking, field, CHANCE)._replace(unsaid=field)
    return rankings


def _field_of(samples: Sequence[str]) -> str:
    """The field that all values speak of; '' where they don't."""
    kinds = {kind for sample in samples if (kind := kind_of(sample)) != "blank"}
    if len(kinds) == 1 and (field := LISTED.get(kinds.pop())):
        return field
    return NOTES if are_sentences(samples) else ""
