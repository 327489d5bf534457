"""A bare word for a quantity below a count counts that: 'Impressions' over 'Quantity | CPM'."""

from __future__ import annotations

from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, decided, likeliest
from worker.text import normalise

ORDER = 42
_QUANTITY = frozenset({"planned_units", "spots"})


def concerns(facts: Facts) -> bool:
    """Columns under groups."""
    return "group" in facts.has


def apply(table: Table) -> list[Ranking]:
    """The group's count is what the column holds, where its name alone is one."""
    return [
        decided(ranking, name)
        if column.group
        and ranking.best[0] in _QUANTITY
        and ranking.best[1] >= LIKELY
        and "planned_units" in (own := _names(column.own_header))
        and own <= _QUANTITY
        and (name := _count(table, column.group, ranking))
        else ranking
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    ]


def _count(table: Table, group: str, ranking: Ranking) -> str | None:
    """The likeliest field that a group's whole name means, where all its meanings are counts of something."""
    names = _names(group) & table.fields.keys()
    counts = names & table.fields.names("count") - _QUANTITY
    return (likeliest(ranking, counts) or min(counts)) if counts and counts == names else None


def _names(text: str) -> frozenset[str]:
    """What the vocabulary knows a text as."""
    senses = shipped_vocabulary().senses.get(normalise(text), ())
    return frozenset(sense.name for sense in senses if not sense.platform and sense.name[:1] != "~")
