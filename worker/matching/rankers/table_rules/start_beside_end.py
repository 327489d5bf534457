"""Of two columns of days, one of which is the end of a flight, the other one is its start: 'Van | Tot en met'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided
from worker.matching.words.reading import TIMES
from worker.values.dates.orders import column_order
from worker.values.dates.parsing import parse_date

ORDER = 47
START, END, DAY = "start_date", "end_date", "date"
ORDERED = "~order_date"
IN_DOUBT = 0.6
"""Chance of a start that a person should see: the day of a contract is not always the first of its flight."""


def apply(table: Table) -> list[Ranking]:
    """An open column of days right before the only end starts the flight, where nothing else does; right behind the only start it ends it.

    Of lines that have an end and no start, the day of their order may be the start.
    """
    rankings = list(table.rankings)
    if not {START, END} <= table.fields.keys() or not ("date" in table.kinds or any(map(_is_day, rankings))):
        return rankings
    for one, other, step in ((END, START, -1), (START, END, 1)):
        places = [at for at, ranking in enumerate(rankings) if ranking.chances.get(one, 0.0) >= LIKELY]
        is_there = any(ranking.chances.get(other, 0.0) >= LIKELY for ranking in rankings)
        at = places[0] + step if len(places) == 1 and not is_there else -1
        if 0 <= at < len(rankings) and (
            _is_open_day(table, at, rankings[at], places[0]) or (other == START and _only_day(rankings) == at)
        ):
            rankings[at] = decided(rankings[at], other)
    order = _order_before_end(table, rankings)
    if order is not None:
        rankings[order] = decided(rankings[order], START, IN_DOUBT)
    return _with_unnamed_flight(table, _with_flight(table, rankings))


def _is_day(ranking: Ranking) -> bool:
    """Whether a column is a day: one on which something starts, ends, or just one."""
    return any(ranking.chances.get(day, 0.0) >= LIKELY for day in (START, END, DAY))


def _order_before_end(table: Table, rankings: list[Ranking]) -> int | None:
    """The only day of an order before the only date of a table, which is the end."""
    dates = table.fields.dates
    places = [at for at, ranking in enumerate(rankings) if chance_of(ranking, dates) >= LIKELY]
    if len(places) != 1 or rankings[places[0]].chances.get(END, 0.0) < LIKELY:
        return None
    ordered = [
        at
        for at, ranking in enumerate(rankings[: places[0]])
        if table.kinds[at] == "date" and ranking.concept and ranking.concept[0] == ORDERED
        if ranking.concept[1] >= LIKELY and table.columns[at].group == table.columns[places[0]].group
    ]
    return ordered[0] if len(ordered) == 1 else None


def _with_flight(table: Table, rankings: list[Ranking]) -> list[Ranking]:
    """Where no column starts or ends a flight, the only day with later, open days right behind it starts it: 'On sale | Off sale'."""
    first = _only_day(rankings)
    if first is None or any(chance_of(ranking, (START, END)) >= LIKELY for ranking in rankings):
        return rankings
    behind = first + 1
    if (
        behind < len(rankings)
        and _is_open_day(table, behind, rankings[behind], first)
        and _are_in_order(table, first, behind)
    ):
        rankings[first], rankings[behind] = decided(rankings[first], START), decided(rankings[behind], END)
    return rankings


def _with_unnamed_flight(table: Table, rankings: list[Ranking]) -> list[Ranking]:
    """Where no word of a table says a day, its only two columns of them, side by side and the second later, are its flights in doubt."""
    dates = table.fields.dates
    days = [at for at, kind in enumerate(table.kinds) if kind == "date"]
    if len(days) != 2 or days[1] != days[0] + 1 or any(chance_of(r, dates) >= LIKELY for r in rankings):  # noqa: PLR2004
        return rankings
    if all(rankings[at].is_unknown for at in days) and _are_in_order(table, *days):
        for at, field in zip(days, (START, END), strict=True):
            rankings[at] = decided(rankings[at], field)._replace(unsaid=field)
    return rankings


def _are_in_order(table: Table, first: int, second: int) -> bool:
    """Whether the days of a column are those of another or later, as far as their samples say."""
    starts, ends = _days(table, first), _days(table, second)
    return bool(starts and ends) and min(starts) <= min(ends) and max(starts) < max(ends)


def _only_day(rankings: Sequence[Ranking]) -> int | None:
    """The one column that is a day of which nobody knows whether a flight begins or ends on it."""
    days = [at for at, ranking in enumerate(rankings) if ranking.chances.get(DAY, 0.0) >= LIKELY]
    return days[0] if len(days) == 1 else None


def _days(table: Table, at: int) -> Sequence[date]:
    samples = table.columns[at].samples
    order = column_order(samples)
    return [day for sample in samples if (day := parse_date(sample, order))]


def _is_open_day(table: Table, at: int, ranking: Ranking, beside: int) -> bool:
    """Whether a column of days is nothing else in particular and stands under the same group as its neighbour."""
    concept, chance = ranking.concept or ("", 0.0)
    return (
        table.kinds[at] == "date"
        and table.columns[at].group == table.columns[beside].group
        and ranking.best[1] < LIKELY
        and not (concept and concept not in TIMES and chance >= LIKELY)
    )
