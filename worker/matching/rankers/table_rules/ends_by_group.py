"""Columns of days under one name ('Date', 'Date') are first and last days where the headers above them say so."""

from __future__ import annotations

from collections import Counter

from worker.knowledge.modifiers import modifiers_of
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.fields import composed
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided
from worker.text import normalise

ORDER = 43
_DATE = "date"


def concerns(facts: Facts) -> bool:
    """Columns under a group."""
    return "group" in facts.has


def apply(table: Table) -> list[Ranking]:
    """'From' over one 'Date' and 'To' over the next tell them apart; a name that stands there once says enough itself."""
    names = [normalise(column.own_header) if column.group else "" for column in table.columns]
    counts = Counter(
        name for name, ranking in zip(names, table.rankings, strict=True) if name and _is_day(ranking)
    )
    return [
        decided(ranking, end)
        if counts[name] > 1
        and _is_day(ranking)
        and (end := composed(_DATE, modifiers_of(column.group))) in table.fields.keys() - {_DATE}
        else ranking
        for name, column, ranking in zip(names, table.columns, table.rankings, strict=True)
    ]


def _is_day(ranking: Ranking) -> bool:
    return chance_of(ranking, (_DATE,)) >= LIKELY
