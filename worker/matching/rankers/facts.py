"""What a table has that its rules look for: a rule that has nothing to look at is not asked."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Literal

from worker.knowledge.telling_words import spoken
from worker.lazy_dataclass import dataclass
from worker.matching.words.headers import Header
from worker.shapes.mapping import SourceColumn

Fact = Literal["samples", "numbers", "group", "summed", "adds_periods", "adds_measure", "taxed", "listed_sum"]
"""What a column has beside its header."""
_FACTS: tuple[Fact, ...] = (
    "samples", "numbers", "group", "summed", "adds_periods", "adds_measure", "taxed", "listed_sum",
)  # fmt: skip
_OF_COLUMN = [(fact, attrgetter(fact)) for fact in _FACTS]
_MODIFIERS, _OWN_HEADER = attrgetter("modifiers"), attrgetter("own_header")


@dataclass(frozen=True, slots=True)
class Facts:
    """What some column of a table has; no rule changes it."""

    has: frozenset[Fact]
    modifiers: frozenset[str]
    """The modifiers of all headers."""
    words: frozenset[str] | None
    """The words of all headers' own texts; None where one is more than words."""

    def may_say(self, telling: frozenset[str]) -> bool:
        """Whether a header may say what each header of words alone says by one of the words *telling*."""
        return self.words is None or not self.words.isdisjoint(telling)


def facts_of(headers: Sequence[Header], columns: Sequence[SourceColumn]) -> Facts:
    """What the columns and their headers have."""
    return Facts(
        frozenset([fact for fact, value in _OF_COLUMN if any(map(value, columns))]),
        frozenset().union(*map(_MODIFIERS, headers)),
        spoken(map(_OWN_HEADER, columns)),
    )
