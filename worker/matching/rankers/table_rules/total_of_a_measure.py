"""A total of periods is what the periods hold by name: 'Total cost' beside weeks of net cost, 'Total' beside weeks of GRPs."""

from __future__ import annotations

from collections.abc import Collection

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, decided, left_open
from worker.plans.rows.wording import is_total
from worker.values.arithmetic import same
from worker.values.dates.calendar_words import measure_of

ORDER = 82
BECAUSE = "repeats '{twin}'"
_TOTAL = {"total"}
CLAIMED = 0.1
"""Chance from which a header may mean the periods' field."""


def concerns(facts: Facts) -> bool:
    """Columns that add up the periods of a measure, and bare totals."""
    return "adds_measure" in facts.has or ("numbers" in facts.has and "total" in facts.modifiers)


def apply(table: Table) -> list[Ranking]:
    """One amount is exported once; a header that can't mean the periods' field stays what it is.

    'Total' and no more says nothing of its own: beside a column of counts or of money with a name of its own and the same
    numbers it repeats those.
    """
    money = table.fields.names("money")
    rankings = list(table.rankings)
    for at, (column, ranking) in enumerate(zip(table.columns, table.rankings, strict=True)):
        measure = column.adds_measure
        if ranking.best[0] not in money:
            continue
        if measure is None or measure not in table.fields:
            twin = _twin(table, at, money) if table.headers[at].modifiers == _TOTAL else None
            rankings[at] = left_open(ranking, BECAUSE.format(twin=twin)) if twin else ranking
            continue
        if measure in money:
            claims = ranking.chances.get(measure, 0.0) >= CLAIMED
        else:
            text = table.headers[at].text
            claims = is_total(text) and measure_of(text) is None
        if claims:
            rankings[at] = decided(ranking, measure)
    return rankings


def _twin(table: Table, at: int, money: Collection[str]) -> str | None:
    """The header of a column of counts, or of money by its own name, with the same numbers as this one."""
    own = table.columns[at].numbers
    is_bare = _is_bare(table, at)
    for other, ranking in enumerate(table.rankings):
        field, chance = ranking.best
        if field is None or chance < LIKELY or table.fields[field].kind != "measure":
            continue
        if field in money and (not is_bare or _is_bare(table, other)):
            continue
        numbers = table.columns[other].numbers
        if len(numbers) == len(own) and same(own, numbers):
            return table.headers[other].text.strip()
    return None


def _is_bare(table: Table, at: int) -> bool:
    """Whether a header says a total and of nothing: 'Grand total', not 'Total cost'."""
    text = table.headers[at].text
    return is_total(text) and measure_of(text) is None
