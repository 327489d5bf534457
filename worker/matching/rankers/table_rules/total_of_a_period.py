"""Columns of a quarter's or a month's total beside each other ('Tot. Q1', 'Tot. Q2') hold sums, and nothing of a video."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from worker.knowledge.modifiers import modifiers_of
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, left_open
from worker.plans.rows.wording import is_total
from worker.text import CJK, clean
from worker.values.dates.times import time_of

ORDER = 12
LEAST = 2
"""Such columns from which a header is one of a row of sums."""
_NUMBERS = frozenset({"integer", "decimal", "money", "percent", "none", "blank"})


def apply(table: Table) -> list[Ranking]:
    """Two or more of them are left open, whatever 'Q4' means elsewhere; a lone 'Total Q1' may be the plan's own amount."""
    sums = [
        at
        for at, (column, kind) in enumerate(zip(table.columns, table.kinds, strict=True))
        if kind in _NUMBERS and _totals_a_period(column.own_header)
    ]
    rankings = list(table.rankings)
    if len({clean(table.columns[at].own_header) for at in sums}) >= LEAST:
        for at in sums:
            rankings[at] = left_open(rankings[at], "is the total of a period, beside others of its kind")
    return rankings


@lru_cache(maxsize=4096)
def _totals_a_period(header: str) -> bool:
    cleaned = clean(header)
    words = (cleaned if cleaned.isascii() else _scripts().sub(" ", cleaned)).split()
    pairs = ((words[0], " ".join(words[1:])), (words[-1], " ".join(words[:-1]))) if len(words) > 1 else ()
    return any(
        _says_total(word) and time_of(rest) == "period" and not rest.isdecimal() for word, rest in pairs
    )


@lru_cache(maxsize=4096)
def _says_total(word: str) -> bool:
    return word == "Σ" or is_total(word.strip(".:")) or "total" in modifiers_of(word)


@cache
def _scripts() -> re.Pattern[str]:
    """Where a script without spaces begins or ends: 'Q1合計' is two words."""
    return re.compile(rf"(?<=[A-Za-z0-9])(?={CJK.pattern})|(?<={CJK.pattern})(?=[A-Za-z0-9])")
