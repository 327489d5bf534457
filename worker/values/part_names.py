"""Headers that may be the name of a part which no list has: a paper, a station, a supplier."""

from __future__ import annotations

from functools import lru_cache

from worker import text
from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.values.dates.calendar_words import measure_of
from worker.values.dates.times import time_of
from worker.values.units import is_currency

LONGEST_NAME = 40
"""Characters; a longer header is a remark."""
LEAST_LETTERS = 2


@lru_cache(maxsize=8192)
def may_name_part(header: str) -> bool:
    """Whether no word of a header says anything of columns, so that it may name a part of what they hold.

    >>> may_name_part("Gazeta Lubelska"), may_name_part("Actual cost")
    (True, False)
    """
    if len(header) > LONGEST_NAME:
        return False
    words = text.words(header)
    whole = " ".join(words)
    return (
        sum(map(str.isalpha, whole)) >= LEAST_LETTERS
        and whole not in shipped_vocabulary().senses
        and time_of(header) is None
        and measure_of(header) is None
        and not any(modifiers_of(word) or is_currency(word) for word in words)
    )
