"""Numbers in a unit of size ('Ht (cm)', 'Fläche qm', 'Distance km') are no volume, no money and no day."""

from __future__ import annotations

import re

from worker.knowledge.quantities import is_size, size_words
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, is_known, without
from worker.matching.words.headers import PRICED, Header
from worker.values.units import is_currency

ORDER = 8
_NUMBERS = frozenset({"none", "blank", "integer", "decimal"})


def concerns(facts: Facts) -> bool:
    """Headers that may end in a unit of size."""
    return facts.may_say(size_words())


def apply(table: Table) -> list[Ranking]:
    """Measures and dates keep no chance; a price of a unit stays, and so does what the vocabulary knows as a whole."""
    ruled_out = table.fields.measures | table.fields.dates
    return [
        without(ranking, ruled_out, 0.0)
        if kind in _NUMBERS
        and is_size(column.own_header)
        and not _says_money(header)
        and not (is_known(ranking) and ranking.best[1] > ranking.left_open)
        else ranking
        for header, kind, column, ranking in zip(
            table.headers, table.kinds, table.columns, table.rankings, strict=True
        )
    ]


def _says_money(header: Header) -> bool:
    """Whether the unit is what a price is of ('Rate / sq cm'); a currency counts as it is written: 'Ft', and not 'ft'."""
    return bool(header.modifiers & PRICED) or any(map(is_currency, _WORDS.findall(header.text)))


_WORDS = re.compile(r"[^\s()\[\],/]+")
