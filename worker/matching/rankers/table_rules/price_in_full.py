"""A price that is named in full stays that price, whatever is said of discount, tax and fees behind it: 'CPM after discount'."""

from __future__ import annotations

from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, decided, is_known
from worker.matching.words.reading import CORE

ORDER = 15
CHANCE = 0.9
_UNTELLING = "unit_rate"
"""'Gross price' may be what a line costs."""
_SAID_OF_MONEY = frozenset({"net", "gross", "excl_vat", "incl_vat", "excl_fee", "incl_fee"})


def concerns(facts: Facts) -> bool:
    """Headers that say a sort of money."""
    return not facts.modifiers.isdisjoint(_SAID_OF_MONEY)


def apply(table: Table) -> list[Ranking]:
    """Its field is decided where the words before are exactly one price's name, and no sort of money is known by the whole."""
    rates = table.fields.names("rate") - {_UNTELLING}
    return [_named(ranking, rates) or ranking for ranking in table.rankings]


def _named(ranking: Ranking, rates: frozenset[str]) -> Ranking | None:
    if not isinstance(ranking.evidence, Evidence):
        return None
    reading = ranking.evidence.reading
    if not reading.header.outer or not reading.header.outer <= _SAID_OF_MONEY or is_known(ranking):
        return None
    prices = {claim.name for claim in reading.claims if CORE in claim.ways and claim.share >= LIKELY}
    if len(prices) != 1 or not prices <= rates or ranking.best[1] >= CHANCE:
        return None
    return decided(ranking, prices.pop(), CHANCE)._replace(concept=None)
