"""A cost that names printing, posting or production in brackets is one of production, and no fee."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from worker import text
from worker.knowledge.particles import any_of
from worker.knowledge.values import load_values
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, SURE, Table, chance_of, left_open

ORDER = 49
_FEE = frozenset({"agency_fee"})
_PRODUCTION = "~production_cost"
_PRODUCED = frozenset({_PRODUCTION, "~material"})
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]")


def apply(table: Table) -> list[Ranking]:
    """'Technical costs (printing, posting)' is left open: the template has no field for production.

    'Agency fee (print)' stays a fee, of a medium.
    """
    return [
        replace(left_open(ranking), concept=(_PRODUCTION, SURE))
        if chance_of(ranking, _FEE) >= LIKELY and _names_production(column.own_header)
        else ranking
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    ]


@lru_cache(maxsize=4096)
def _names_production(header: str) -> bool:
    parts = (part for inner in _BRACKETS.findall(header) for part in _listed().split(inner))
    named = (part for part in parts if part and load_values("channel").find(part) is None)
    senses = (shipped_vocabulary().senses.get(text.normalise(part), ()) for part in named)
    return any(sense.name in _PRODUCED for some in senses for sense in some)


@lru_cache(maxsize=1)
def _listed() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[,/+&;、，]|\s(?:{any_of('and')})\s)\s*")
