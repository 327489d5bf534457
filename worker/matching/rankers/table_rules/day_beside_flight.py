"""A day of which no word says that it is the line's, beside the first and last days of the flight, is another day: 'creative_date'."""

from __future__ import annotations

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, is_known, left_open

ORDER = 72
BECAUSE = "is another day than the first and the last one of the flight"
DAY = "date"


def apply(table: Table) -> list[Ranking]:
    """'weeks_affected' beside start and end is left open; 'Date' itself stays, and so does the only day of a table."""
    rankings = list(table.rankings)
    if not any(ranking.best[0] == DAY for ranking in rankings):
        return rankings
    flight = {ranking.best[0] for ranking in rankings if ranking.best[1] >= LIKELY}
    if not {"start_date", "end_date"} <= flight:
        return rankings
    return [
        left_open(ranking, BECAUSE) if ranking.best[0] == DAY and not is_known(ranking) else ranking
        for ranking in rankings
    ]
