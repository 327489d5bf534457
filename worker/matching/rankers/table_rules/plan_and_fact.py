"""Of a measure's planned, delivered and compared columns the percents are no measure, and what is delivered goes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, left_open

ORDER = 80
_STAGES = frozenset({"planned", "actual", "estimated"})


def apply(table: Table) -> list[Ranking]:
    """Within such a family the percents are left open, and the planned twin of a field that has but one."""
    rankings = list(table.rankings)
    for members in _families(table).values():
        stages = {at: table.headers[at].modifiers & _STAGES for at in members}
        if len({stage for of_column in stages.values() for stage in of_column}) < 2:
            continue
        delivered = {
            rankings[at].best[0] for at in members if "actual" in stages[at] and table.columns[at].samples
        }
        for at in members:
            compares = not stages[at] and "percent" in table.headers[at].modifiers
            planned = bool(stages[at]) and "actual" not in stages[at]
            if compares or (planned and rankings[at].best[0] in delivered):
                rankings[at] = left_open(rankings[at])
    return rankings


def _families(table: Table) -> dict[tuple[str, ...], Sequence[int]]:
    """Positions of the columns whose headers say the same once planned, delivered and percent are left out."""
    families: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, (column, header) in enumerate(zip(table.columns, table.headers, strict=True)):
        name = (column.group.casefold(),) if column.group else header.core
        if name:
            families[name].append(at)
    return {name: columns for name, columns in families.items() if len(columns) > 1}
