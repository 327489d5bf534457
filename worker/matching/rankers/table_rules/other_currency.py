"""What a rate of exchange turns into the table's money is the same money in another currency."""

from __future__ import annotations

from worker.matching.identities import products
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, likeliest

ORDER = 56
_EXCHANGE = "~exchange_rate"


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """'Netto lokal valuta' x 'Kurs' = 'Netto EUR': what the one is for sure, the other one is too; none of the two is a count."""
    rankings = list(table.rankings)
    rates = {at for at, ranking in enumerate(rankings) if ranking.concept and ranking.concept[0] == _EXCHANGE}
    if not rates:
        return rankings
    money = table.fields.names("money")
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if any(column.numbers)}
    for product in products(numbers):
        pair = {product.first, product.second, product.result} - rates
        if product.scale != 1.0 or product.result in rates or len(pair) != 2:
            continue
        sure = [at for at in pair if chance_of(rankings[at], money) >= LIKELY]
        if len(sure) == 1:
            (other,) = pair - {*sure}
            rankings[other] = decided(rankings[other], str(likeliest(rankings[sure[0]], money)))
    return rankings
