"""Of one measure under several groups, the one under 'Previous plan' or 'Change' is none of its own."""

from __future__ import annotations

from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, left_open
from worker.text import normalise

ORDER = 85
DIFFERS = "is the difference of two columns beside it"
PREVIOUS = "is of an earlier plan, and a column beside it has the current one"
_DIFFERENCE = "~variance"
_PREVIOUS = "previous"


def concerns(facts: Facts) -> bool:
    """Columns under a group."""
    return "group" in facts.has


def apply(table: Table) -> list[Ranking]:
    """Both give way to a twin under another group; a difference without its twins, and what was alone, stays."""
    rankings = list(table.rankings)
    for columns in table.under_groups():
        others = {at: because for at in columns if (because := _of_no_current_plan(table.columns[at].group))}
        if len(others) < len(columns):
            for at, because in others.items():
                rankings[at] = left_open(rankings[at], because)
    return rankings


def _of_no_current_plan(group: str) -> str:
    senses = shipped_vocabulary().senses.get(normalise(group), ())
    if senses and all(sense.name == _DIFFERENCE for sense in senses):
        return DIFFERS
    return PREVIOUS if _PREVIOUS in modifiers_of(group) else ""
