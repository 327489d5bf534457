"""What a thing costs ('Cost/Placement', 'Rate / ad') is a unit rate, and not the thing itself."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, decided, is_known
from worker.matching.samples import Kind
from worker.matching.words.headers import PRICED

ORDER = 67
CHANCE = 0.85
_AMOUNTS: frozenset[Kind] = frozenset({"integer", "decimal", "money", "none", "blank"})
_PRICE = "unit_rate"


def concerns(facts: Facts) -> bool:
    """Headers that say what one costs."""
    return "per" in facts.modifiers


def apply(table: Table) -> list[Ranking]:
    """Such a column is a unit rate where it seemed to name the thing and no value is a word."""
    things = frozenset(
        n for n, field in table.fields.items() if field.kind == "dimension" and field.type == "text"
    )
    return [
        decided(ranking, _PRICE, CHANCE)
        if _PRICE in table.fields
        and "per" in header.modifiers
        and header.modifiers & PRICED
        and kind in _AMOUNTS
        and ranking.best[0] in things
        and not is_known(ranking)
        else ranking
        for header, kind, ranking in zip(table.headers, table.kinds, table.rankings, strict=True)
    ]
