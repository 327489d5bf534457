"""Bare impressions are planned ones beside planned money with its prices, flights or estimates."""

from __future__ import annotations

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, decided
from worker.matching.rankers.table_rules.qualifier_decides import qualifiers
from worker.matching.samples import Kind

ORDER = 68
_COUNT, _PLANNED_COUNT = "impressions", "planned_impressions"
_PLANNED_MONEY = frozenset({"planned_budget", "net_cost", "gross_cost"})
_TRADE = frozenset({"unit_rate", "buy_type", "planned_units", "spots", "grp"})
_RATE, _RESULT = "cpm", "clicks"
"""A price that reports work out as well, but beside what was clicked."""
_FLIGHT = frozenset({"start_date", "end_date"})
_RAN = frozenset({"spend", _PLANNED_COUNT})
"""What says that the table counts what ran: spent money, or planned impressions beside the others."""
_STAGES = frozenset({"planned", "estimated", "actual"})
_MEASURED: frozenset[Kind] = frozenset({"none", "blank", "integer", "decimal", "money", "percent", "date"})
"""Kinds of columns that may be measures of a stage; 'Site served (Y/N)' is none."""


def apply(table: Table) -> list[Ranking]:
    """The impressions that say nothing of their stage are planned, in a table that says nothing but plans."""
    rankings = list(table.rankings)
    firsts = {r.best[0] for r in rankings if r.best[1] >= LIKELY}
    stages = [
        qualifiers(header, ranking) & _STAGES if kind in _MEASURED else frozenset[str]()
        for header, ranking, kind in zip(table.headers, rankings, table.kinds, strict=True)
    ]
    words = frozenset[str]().union(*stages)
    priced = bool(firsts & _TRADE) or (_RATE in firsts and _RESULT not in firsts)
    flown = firsts >= _FLIGHT or ("start_date" in firsts and "date" not in firsts)
    is_plan = bool(firsts & _PLANNED_MONEY) and priced and (flown or (bool(words) and "date" not in firsts))
    if not is_plan or firsts & _RAN or "actual" in words or _PLANNED_COUNT not in table.fields:
        return rankings
    return [
        decided(ranking, _PLANNED_COUNT, ranking.best[1])
        if ranking.best[0] == _COUNT and ranking.best[1] >= LIKELY and not stage
        else ranking
        for ranking, stage in zip(rankings, stages, strict=True)
    ]
