"""A header that asks for a yes or a no ('Within budget?', 'Guaranteed (Y/N)', '配信有無') holds the answer, and nothing that it names."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, is_known, left_open
from worker.matching.samples import Kind
from worker.matching.words.questions import asks_yes_or_no, question_words

ORDER = 13
BECAUSE = "asks for a yes or a no"
_ANSWERS: frozenset[Kind] = frozenset({"none", "blank", "flag", "word", "text", "status"})
"""What values may be; numbers, dates and names of a list are what the header names."""


def concerns(facts: Facts) -> bool:
    """Headers that may ask so."""
    return facts.may_say(question_words())


def apply(table: Table) -> list[Ranking]:
    """Such a column is left open, unless the vocabulary has the whole header."""
    return [
        left_open(ranking, BECAUSE)
        if kind in _ANSWERS and asks_yes_or_no(column.own_header) and not is_known(ranking)
        else ranking
        for column, kind, ranking in zip(table.columns, table.kinds, table.rankings, strict=True)
    ]
