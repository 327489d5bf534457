"""A column of link clicks goes before the one of all clicks."""

from __future__ import annotations

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, left_open

ORDER = 30
_FIELD = "clicks"
_ALL = "total"


def concerns(facts: Facts) -> bool:
    """Headers that say 'all'."""
    return _ALL in facts.modifiers


def apply(table: Table) -> list[Ranking]:
    """Of several columns of clicks those that say 'all' are left open, if one does not."""
    clicks = [at for at, r in enumerate(table.rankings) if r.best[0] == _FIELD and r.best[1] >= LIKELY]
    wide = {at for at in clicks if _ALL in table.headers[at].modifiers}
    if len(wide) == len(clicks):
        return list(table.rankings)
    narrow = next(table.headers[at].text.strip() for at in clicks if at not in wide)
    because = f"counts all clicks, and '{narrow}' those on the ad"
    return [left_open(r, because) if at in wide else r for at, r in enumerate(table.rankings)]
