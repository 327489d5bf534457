"""What a header says of tax, fees, net, gross and delivery decides which kind of money the column holds.

Where a table has no other money, the one volume that is said to be with or without tax is money.
"""

from __future__ import annotations

from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.fields import composed
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import SURE, Table, chance_of, decided, likeliest
from worker.matching.samples import Kind
from worker.matching.words.headers import Header
from worker.matching.words.reading import PLAIN

ORDER = 50
TAXED = frozenset({"incl_vat", "excl_vat"})
"""Words that only money has."""
_DECIDE = TAXED | {"incl_fee", "excl_fee", "net", "gross", "actual"}
_NO_AMOUNT = frozenset({"per", "rate", "percent", "count", "previous", "average"})
"""With these the column is a price, a share or a count, whatever its tax."""
_AMOUNTS: frozenset[Kind] = frozenset({"integer", "decimal", "money", "none", "blank"})
_ACTUAL, _SPENT, _NOT_SPENT = "actual", "spend", frozenset({"net_cost", "planned_budget", "gross_cost"})
_BARE = "net_cost"
"""Money of which nothing but its tax is known; with tax it is gross."""
CLAIMED = 0.5
"""Chance of any money from which a header counts as one of money."""
TAXED_CLAIMED = 0.02
"""... where a word of tax says so itself."""


def concerns(facts: Facts) -> bool:
    """Headers that say tax, fees, net, gross or delivery."""
    return not facts.modifiers.isdisjoint(_DECIDE)


def apply(table: Table) -> list[Ranking]:
    """All chances of money go to the kind that the qualifiers name."""
    money = table.fields.names("money")
    rankings = [
        _decided(header, kind, ranking, money) if kind in _AMOUNTS else ranking
        for header, kind, ranking in zip(table.headers, table.kinds, table.rankings, strict=True)
    ]
    if any(chance_of(ranking, money) >= CLAIMED for ranking in rankings):
        return rankings
    counts = table.fields.names("count")
    volumes = [at for at in range(len(rankings)) if _is_taxed_volume(table, at, counts)]
    if len(volumes) == 1 and (target := composed(_BARE, table.headers[volumes[0]].modifiers)) in money:
        rankings[volumes[0]] = decided(rankings[volumes[0]], target)
    return rankings


def _is_taxed_volume(table: Table, at: int, counts: frozenset[str]) -> bool:
    """Whether a column that sounds like a count says of itself that it has tax or none: 'Order volume excl. VAT'."""
    header, ranking, column = table.headers[at], table.rankings[at], table.columns[at]
    best, chance = ranking.best
    return (
        bool(header.modifiers & TAXED)
        and not header.modifiers & (_NO_AMOUNT - {"count"})
        and table.kinds[at] in _AMOUNTS - {"none", "blank"}
        and not column.group
        and (best in counts or chance < CLAIMED)
    )


def _decided(header: Header, kind: Kind, ranking: Ranking, money: frozenset[str]) -> Ranking:
    words = qualifiers(header, ranking)
    if not words & _DECIDE or words & _NO_AMOUNT or {"incl_vat", "excl_vat"} <= words:
        return ranking
    if _is_named_by_platform(ranking):
        return ranking
    chance = chance_of(ranking, money)
    best, base = ranking.best[0], likeliest(ranking, money)
    taxed = bool(words & TAXED) and kind not in ("none", "blank") and not ranking.outside
    if base is None or chance < (TAXED_CLAIMED if taxed else CLAIMED):
        return ranking
    if best not in money and chance < CLAIMED and ranking.best[1] >= CLAIMED:
        return ranking  # a fee, a price, a revenue: its own word is surer than its tax
    target = composed(base, words)
    if target not in money:
        return ranking
    return decided(ranking, target, max(chance, SURE) if taxed or chance >= 0.8 else chance)


def qualifiers(header: Header, ranking: Ranking) -> frozenset[str]:
    """The words that change what a header means; a part of a word is none of delivery: '执行价' is known as a net cost."""
    evidence = ranking.evidence
    if _ACTUAL not in header.modifiers or not isinstance(evidence, Evidence):
        return header.modifiers
    known = {meaning.name for meaning in evidence.reading.exact if meaning.everywhere}
    known = known or {claim.name for claim in evidence.reading.claims if PLAIN in claim.ways}
    return header.modifiers - {_ACTUAL} if known & _NOT_SPENT and _SPENT not in known else header.modifiers


def _is_named_by_platform(ranking: Ranking) -> bool:
    """Whether the table's own platform calls a column so, tax and all: Naver's '총비용(VAT포함,원)' was spent."""
    evidence = ranking.evidence
    return isinstance(evidence, Evidence) and any(
        evidence.context.platform in meaning.platforms for meaning in evidence.reading.exact
    )
