"""A day before every first day of the lines is one of booking or delivery of material, and no date of activity."""

from __future__ import annotations

from datetime import date

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, left_open
from worker.values.dates.orders import column_order
from worker.values.dates.parsing import parse_date

ORDER = 46
_DATE, _START, _END = "date", "start_date", "end_date"
BECAUSE = "has days before the first day of every line: of booking or of material, none of the campaign"
LEAST_DAYS = 2
"""First days from which an order shows; on one line a date may be any."""


def apply(table: Table) -> list[Ranking]:
    """Beside a first and a last day, a column of earlier days is left open."""
    rankings = list(table.rankings)
    likeliest = [ranking.best[0] if ranking.best[1] >= LIKELY else None for ranking in rankings]
    if likeliest.count(_START) != 1 or likeliest.count(_END) != 1:
        return rankings
    starts = _days(table.columns[likeliest.index(_START)].samples)
    for at, field in enumerate(likeliest):
        days = _days(table.columns[at].samples) if field == _DATE else []
        if len(starts) >= LEAST_DAYS and days and max(days) < min(starts):
            rankings[at] = left_open(rankings[at], BECAUSE)
    return rankings


def _days(samples: tuple[str, ...]) -> list[date]:
    order = column_order(samples) or "dmy"
    return [day for sample in samples if (day := parse_date(sample, order))]
