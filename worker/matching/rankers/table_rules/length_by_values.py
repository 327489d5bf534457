"""A column of spot lengths (:30, 20", 15 сек) is the duration, where its header names nothing else for sure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided
from worker.values.durations import seconds_in

ORDER = 44
_DURATION = "duration"
LONGEST_SPOT = 180
"""Seconds; a longer time is one of the day, or the length of a programme."""
NAMED = 0.6
"""Chance of another field from which the header says itself what the column is."""
_MARKED = re.compile(r"""^:\d|\d\s*["'″′”]|\d\s*-?\s*[^\W\d_]""")
"""A length written as one: `:30`, `20"`, `15 сек`; `0:30` may be half past midnight."""
_CLOCK = re.compile(r"00?:(?:0[0-2]:)?[0-5][05]")
"""`0:30` and `00:00:30`: nothing else runs in the first hour of the day on every line."""


def concerns(facts: Facts) -> bool:
    """Columns with values."""
    return "samples" in facts.has


def apply(table: Table) -> list[Ranking]:
    """The one column of lengths becomes the duration; nothing where another column is it already."""
    rankings = list(table.rankings)
    lengths = [at for at, column in enumerate(table.columns) if _holds_lengths(column.samples)]
    if _DURATION not in table.fields or len(lengths) != 1:
        return rankings
    at = lengths[0]
    if any(chance_of(one, (_DURATION,)) >= LIKELY for one in rankings) or rankings[at].best[1] >= NAMED:
        return rankings
    if (rankings[at].concept or ("", 0.0))[1] >= NAMED and _are_clocks(table.columns[at].samples):
        return rankings  # 'Uhrzeit'
    rankings[at] = decided(rankings[at], _DURATION)
    return rankings


def _holds_lengths(samples: Sequence[str]) -> bool:
    texts = [text.strip() for text in samples if text.strip()]
    clocks = _are_clocks(texts)
    return bool(texts) and all(
        (clocks or _MARKED.search(text))
        and (seconds := seconds_in(text)) is not None
        and 1 < seconds <= LONGEST_SPOT
        for text in texts
    )


def _are_clocks(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and all(_CLOCK.fullmatch(text.strip()) for text in texts)
