"""A header that asks for a yes or a no ('Within budget?', 'Guaranteed (Y/N)', '配信有無') holds the answer, and nothing that it names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from worker.knowledge.words import phrases
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, is_known, left_open
from worker.matching.samples import Kind
from worker.text import CJK

ORDER = 13
BECAUSE = "asks for a yes or a no"
_ANSWERS: frozenset[Kind] = frozenset({"none", "blank", "flag", "word", "text", "status"})
"""What values may be; numbers, dates and names of a list are what the header names."""
_ASKS = "yes or no"


def apply(table: Table) -> list[Ranking]:
    """Such a column is left open, unless the vocabulary has the whole header."""
    return [
        left_open(ranking, BECAUSE)
        if kind in _ANSWERS and _asks(column.own_header) and not is_known(ranking)
        else ranking
        for column, kind, ranking in zip(table.columns, table.kinds, table.rankings, strict=True)
    ]


@lru_cache(maxsize=4096)
def _asks(header: str) -> bool:
    return header.rstrip().endswith(("?", "？", "؟")) or _words().search(header) is not None


@cache
def _words() -> re.Pattern[str]:
    """The languages' words: at one end of a Chinese, Japanese or Korean header, anywhere in others."""
    words = [phrase for name, phrase in phrases("asides") if name == _ASKS]
    ends = "|".join(re.escape(word) for word in words if CJK.search(word))
    others = "|".join(re.escape(word).replace("/", r"\s?[/|]\s?") for word in words if not CJK.search(word))
    return re.compile(rf"^(?:{ends})|(?:{ends})\)?$|(?<!\w)(?:{others})(?!\w)", re.IGNORECASE)
