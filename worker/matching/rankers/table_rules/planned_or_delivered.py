"""Bare money is planned beside prices, spots or estimates, and delivered beside days with clicks."""

from __future__ import annotations

from dataclasses import replace

from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import (
    GIVEN_WAY,
    LIKELY,
    Table,
    chance_of,
    decided,
    is_known,
    likeliest,
)
from worker.matching.rankers.table_rules.flight_in_one_column import holds_spans
from worker.matching.rankers.table_rules.qualifier_decides import qualifiers
from worker.matching.samples import Kind

ORDER = 66
_BUDGET = "planned_budget"
_PLANNED = frozenset({_BUDGET, "net_cost"})
_DELIVERED = "spend"
_NUMBERS: frozenset[Kind] = frozenset({"integer", "decimal", "money"})
_COST, _REVENUE = "net_cost", "revenue"
_TRADE = frozenset({"unit_rate", "buy_type", "planned_units", "spots", "grp"})
"""What is agreed before anything runs."""
_FORECAST = frozenset({"planned", "estimated"})
_FEE = "agency_fee"
"""No report of a platform has one."""
_COUNTED = frozenset({"impressions", "clicks"})
"""What a platform counts day by day: beside both, its cost is spent."""
_ACTIONS = frozenset({"clicks", "conversions", "video_views"})
_RESULTS = _ACTIONS | {"impressions"}
_QUALIFIERS = frozenset(
    {"planned", "estimated", "actual", "net", "gross", "incl_vat", "excl_vat", "incl_fee", "excl_fee"}
)
"""Words with which money says itself of which sort it is."""
LEAST_COLUMNS = 2
"""Columns with values whose lack of results says something."""
LEAST_OWN = 0.2
"""Least chance of spend: a 'budget' is none, day by day or not."""
_OF_AMOUNTS = frozenset({"cost", "total", "currency_word", "filler"})
VALUED = 0.9
"""Chance of planned money of the one value of lines that sell nothing."""
CLAIMED = 0.6
"""Chance of any of these fields from which a column counts as bare money."""


def apply(table: Table) -> list[Ranking]:
    """Chances of spend go to planned money in a plan, and those of planned money to spend in a report."""
    firsts = {r.best[0] for r in table.rankings if r.best[1] >= LIKELY}
    words = frozenset(
        word
        for header, ranking in zip(table.headers, table.rankings, strict=True)
        for word in qualifiers(header, ranking)
    )
    flights = "start_date" in firsts and "date" not in firsts and "actual" not in words
    # A platform's report has a column of date ranges as well, but counts actions that nobody forecasts.
    may_span = "estimated" in words or not firsts & _ACTIONS
    agreed = bool(firsts & _TRADE or words & _FORECAST) and (
        "end_date" in firsts or (may_span and _has_spans(table, "start_date"))
    )
    forecast = bool(firsts & _TRADE) and bool(words & _FORECAST) and "actual" not in words
    spans = "date" in firsts and _has_spans(table, "date")
    before = not firsts & (_ACTIONS if spans else _ACTIONS | {"date"}) and "actual" not in words
    priced = before and "impressions" not in firsts and bool(firsts & _TRADE)
    plan = flights and (agreed or _FEE in firsts) or forecast or priced
    days = "date" in firsts and not spans and not firsts & {"start_date", "end_date"}
    named = table.stage == "delivered" and bool(firsts & _ACTIONS)
    report = (days or named) and bool(firsts & _RESULTS) and not firsts & _TRADE and not words & _FORECAST
    before = before or (table.stage == "planned" and not days and "actual" not in words)
    before = before and _is_table(table)
    least = LEAST_OWN if not firsts >= _COUNTED or _DELIVERED in firsts else 0.0
    if not {*_PLANNED, _DELIVERED} <= table.fields.keys():
        return list(table.rankings)
    if not (plan or report):
        return _without_results(table) if before else list(table.rankings)
    rankings = [
        ranking
        if header.modifiers & _QUALIFIERS or (plan and ranking.best[0] == _DELIVERED and _has_planned(table))
        else as_planned(ranking, _BUDGET if before else None)
        if plan
        else _as_delivered(ranking, least)
        for header, ranking in zip(table.headers, table.rankings, strict=True)
    ]
    return _without_results(replace(table, rankings=rankings)) if before else rankings


def _has_spans(table: Table, field: str) -> bool:
    """Whether the column of *field* has the first and the last day of each flight: '26.10.01~10.31'."""
    return any(
        ranking.best[0] == field and holds_spans(column.samples, named=True)
        for column, ranking in zip(table.columns, table.rankings, strict=True)
    )


def _is_table(table: Table) -> bool:
    """Whether the columns are those of a table; a header that is asked alone is none, nor are two without values."""
    has_values = any(column.samples for column in table.columns)
    return len(table.headers) >= (LEAST_COLUMNS if has_values else LEAST_COLUMNS + 1)


def _without_results(table: Table) -> list[Ranking]:
    """Bare money is planned where nothing has run yet, the value of lines without sales too; beside a budget it may be what was spent of it."""
    rankings = list(table.rankings)
    if any(r.best[0] == _BUDGET and r.best[1] >= LIKELY and is_known(r) for r in rankings):
        return rankings
    bare = [at for at in range(len(rankings)) if _is_bare(table, at)]
    for at in bare:
        rankings[at] = _not_spent(rankings[at])
    money = table.fields.names("money")
    if any(chance_of(ranking, money) >= LIKELY for ranking in rankings):
        return rankings
    values = [at for at in range(len(rankings)) if _is_value(table, at, rankings[at])]
    if len(values) == 1:
        rankings[values[0]] = decided(rankings[values[0]], _COST, VALUED)
    return rankings


def _is_bare(table: Table, at: int) -> bool:
    """Whether a header's words mean planned money as well as spent one: 'Cost', not 'Spend'; of an unknown one the plan's sums say that it is an amount."""
    header, evidence, column = table.headers[at], table.rankings[at].evidence, table.columns[at]
    if header.modifiers & _QUALIFIERS or not isinstance(evidence, Evidence):
        return False
    names = {meaning.name for meaning in evidence.reading.exact if meaning.everywhere}
    amount = column.summed or column.adds_periods or "cost" in header.modifiers
    return bool(names & _PLANNED) or not names and amount


def _is_value(table: Table, at: int, ranking: Ranking) -> bool:
    """Whether numbers that seem to be sales are called no more than 'Value', 'Wert', 'Érték'."""
    name, chance = ranking.best
    header = table.headers[at]
    if name != _REVENUE or chance < LIKELY or table.kinds[at] not in _NUMBERS:
        return False
    named = is_known(ranking) or len(header.core) > 1 or header.modifiers - _OF_AMOUNTS
    return _is_bare(table, at) or not named


def _not_spent(ranking: Ranking) -> Ranking:
    """The ranking whose chance of spent money is one of the likeliest planned money: a net cost where it is known, else a budget."""
    chances = {**ranking.chances}
    if not (spent := chances.get(_DELIVERED, 0.0)) or ranking.best[0] == _BUDGET:
        return ranking
    target = likeliest(ranking, _PLANNED) or (_COST if is_known(ranking) else _BUDGET)
    chances[target] = chances.get(target, 0.0) + spent * (1 - GIVEN_WAY)
    chances[_DELIVERED] = spent * GIVEN_WAY
    return ranking._replace(fields=tuple(sorted(chances.items(), key=lambda chance: -chance[1])))


def _has_planned(table: Table) -> bool:
    """Whether a column of money says itself that it is planned: what is spent stands beside it."""
    return any(
        ranking.best[0] in _PLANNED and ranking.best[1] >= LIKELY and header.modifiers & _FORECAST
        for header, ranking in zip(table.headers, table.rankings, strict=True)
    )


def as_planned(ranking: Ranking, otherwise: str | None = None) -> Ranking:
    """The ranking of money that is not spent yet; *otherwise* is what it is where its words say nothing planned."""
    chance = chance_of(ranking, (*_PLANNED, _DELIVERED))
    target = likeliest(ranking, _PLANNED) or otherwise
    if target is None or ranking.best[0] not in (_DELIVERED, target) or chance < CLAIMED:
        return ranking
    return decided(ranking, target, min(chance, 1.0))


def _as_delivered(ranking: Ranking, least: float) -> Ranking:
    """The ranking as spend, which has the chance *least* at least; 'Budget' is planned whatever stands beside it."""
    chance = chance_of(ranking, (*_PLANNED, _DELIVERED))
    own = ranking.chances.get(_DELIVERED, 0.0)
    if own < (LEAST_OWN if ranking.best[0] == _BUDGET else least) or chance < CLAIMED:
        return ranking
    return decided(ranking, _DELIVERED, chance)
