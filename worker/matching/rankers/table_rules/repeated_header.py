"""A header that stood before, with a number added, is left open: 'Clicks', 'Clicks 2', 'Clicks 3'."""

from __future__ import annotations

from collections.abc import Sequence

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, left_open
from worker.matching.words.headers import Header

ORDER = 20
BECAUSE = "has the name of an earlier column with a number behind it"


def apply(table: Table) -> list[Ranking]:
    """The first of such columns keeps its field."""
    return [
        left_open(ranking, BECAUSE) if again else ranking
        for ranking, again in zip(table.rankings, repeated(table.headers), strict=True)
    ]


def repeated(headers: Sequence[Header]) -> list[bool]:
    """Whether each header is a numbered one of those before it."""
    seen: set[tuple[str, ...]] = set()
    again = []
    for header in headers:
        again.append(header.numbered and header.plain in seen)
        seen.add(header.plain)
    return again
