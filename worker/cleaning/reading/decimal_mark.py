"""The decimal mark of a plan, for columns that leave it open: '1.200' only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from worker.shapes.grid import Grid
from worker.values import marks
from worker.values.amounts import Mark
from worker.values.numbers import Numbers, shown_mark

_MOST_ROWS = 2_000


def decimal_hint(read: Iterable[Numbers], grid: Grid, market: str | None) -> Mark | None:
    """From the nearest witness: the other columns of the table, the sheet, the currency sign, the market."""
    columns = list(read)
    counts: Counter[Mark] = Counter(n.mark for n in columns if n.mark and not n.ambiguous)
    if counts:
        return counts.most_common(1)[0][0]
    return mark_of_sheet(grid) or _of_signs(columns) or (marks.mark_of_market(market) if market else None)


def mark_of_sheet(grid: Grid) -> Mark | None:
    """From numbers anywhere on the sheet that show both marks."""
    votes: Counter[Mark] = Counter()
    for row in grid.cells[:_MOST_ROWS]:
        for cell in row:
            if isinstance(cell, str) and (mark := shown_mark(cell)):
                votes[mark] += 1
    return votes.most_common(1)[0][0] if votes else None


def _of_signs(columns: Iterable[Numbers]) -> Mark | None:
    for column in columns:
        if column.units is None:
            continue
        for unit in column.units:
            if unit and (mark := marks.mark_of_currency(unit)):
                return mark
    return None
