"""A concept without a target is taken for a field that no column of the table has: an account's id for the advertiser."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table
from worker.matching.samples import Kind

ORDER = 50
STANDS_IN = {"~account_id": "advertiser", "~bid": "unit_rate", "~period_label": "date"}
_AS_GOOD = {"date": frozenset({"date", "start_date"})}
"""Fields that say the same; any of them is enough."""
_COUNTED: frozenset[Kind] = frozenset({"integer", "decimal", "percent", "money"})


def apply(table: Table) -> list[Ranking]:
    """The chance of the concept goes to the field that it stands in for."""
    taken = {r.best[0] for r in table.rankings if r.best[1] >= LIKELY}
    return [_standing_in(r, kind, taken) for r, kind in zip(table.rankings, table.kinds, strict=True)]


def _standing_in(ranking: Ranking, kind: Kind, taken: Collection[str | None]) -> Ranking:
    concept, chance = ranking.concept or ("", 0.0)
    field = STANDS_IN.get(concept)
    if field is None or not _AS_GOOD.get(field, {field}).isdisjoint(taken):
        return ranking
    if field == "date" and kind in _COUNTED:  # so many days, the third wave: no date
        return ranking
    chances = dict(ranking.fields)
    chances[field] = chances.get(field, 0.0) + chance
    fields = tuple(sorted(chances.items(), key=lambda item: -item[1]))
    return replace(ranking, fields=fields, left_open=max(0.0, ranking.left_open - chance))
