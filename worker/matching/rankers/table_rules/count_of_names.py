"""How many there are of a thing ('Number of cities', 'Total publishers', '# of issues') names none of them, and no day."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, is_known, left_open
from worker.matching.samples import Kind
from worker.matching.words.headers import Header
from worker.text import CJK

ORDER = 58
BECAUSE = "is how many there are, and names none"
_HOW_MANY = frozenset({"count", "total"})
_COUNTS: frozenset[Kind] = frozenset({"none", "blank", "integer", "decimal"})


def concerns(facts: Facts) -> bool:
    """Headers that say how many or in all."""
    return not facts.modifiers.isdisjoint(_HOW_MANY)


def apply(table: Table) -> list[Ranking]:
    """Such a column is left open where it seemed to hold names or days and no value is a word."""
    names = frozenset(
        n for n, field in table.fields.items() if field.kind == "dimension" and field.type in ("text", "date")
    )
    return [
        left_open(ranking, BECAUSE)
        if kind in _COUNTS and ranking.best[0] in names and _counts(header) and not is_known(ranking)
        else ranking
        for header, kind, ranking in zip(table.headers, table.kinds, table.rankings, strict=True)
    ]


def _counts(header: Header) -> bool:
    """Whether the header says so; 'No.' may be a number that stands for a name, and '总' may be part of one."""
    words = header.modifiers
    return "id" not in words and ("count" in words or ("total" in words and not CJK.search(header.text)))
