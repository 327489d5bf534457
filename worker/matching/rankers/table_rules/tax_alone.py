"""A column named for a tax and its currency alone ('VAT, EUR') holds the tax, whatever group it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from worker import text
from worker.knowledge.telling_words import telling
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, SURE, Table, left_open
from worker.values.arithmetic import Values
from worker.values.units import is_currency_word

ORDER = 48
_TAX = "~tax"
_BRACKETS = re.compile(r"\([^)]*\)")
_NUMBER = re.compile(r"\d[\d.,]*\s*%?|%")


def concerns(facts: Facts) -> bool:
    """Headers that may be a tax's name."""
    return facts.may_say(_tax_words())


def apply(table: Table) -> list[Ranking]:
    """Such a column is left open; where it exceeds another one of money on every line, it is an amount with tax."""
    rankings = list(table.rankings)
    money = table.fields.names("money")
    taxes = [at for at, column in enumerate(table.columns) if _names_tax(column.own_header)]
    for at in taxes:
        amounts = [
            column.numbers
            for other, (column, ranking) in enumerate(zip(table.columns, rankings, strict=True))
            if other not in taxes and ranking.best[0] in money and ranking.best[1] >= LIKELY
        ]
        if not any(_exceeds(table.columns[at].numbers, amount) for amount in amounts):
            rankings[at] = left_open(rankings[at])._replace(concept=(_TAX, SURE))
    return rankings


def _taxes() -> Iterable[str]:
    senses = shipped_vocabulary().senses.items()
    return [phrase for phrase, of_phrase in senses if any(sense.name == _TAX for sense in of_phrase)]


_tax_words = telling("taxes", _taxes)


@lru_cache(maxsize=4096)
def _names_tax(header: str) -> bool:
    if _tax_words().isdisjoint(text.words(header)):
        return False
    rest = _NUMBER.sub(" ", _BRACKETS.sub(" ", header))
    words = [word for word in text.words(rest) if not is_currency_word(word)]
    senses = shipped_vocabulary().senses.get(text.normalise(" ".join(words)), ())
    return bool(words) and any(sense.name == _TAX for sense in senses)


def _exceeds(tax: Values, amount: Values) -> bool:
    pairs = [(a, b) for a, b in zip(tax, amount, strict=False) if a and b]
    return bool(pairs) and all(a >= b for a, b in pairs)
