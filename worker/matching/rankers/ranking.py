"""How the fields rank for each column of a table, before anything is decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from worker.matching.assignment import assign
from worker.matching.recall import supported
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.memory import Recollection
from worker.shapes.template import Stage

KNOWN = 0.75
"""A concept without a field that is so likely settles a column."""
SAYS_SOMETHING = 0.3
"""A field that is so likely is a meaning that the header may have."""


class _Parts(NamedTuple):
    """What a ranking is made of."""

    fields: tuple[tuple[str, float], ...]
    left_open: float
    evidence: object = None
    """What the ranker needs to say why."""
    concept: tuple[str, float] | None = None
    """The likeliest concept without a target and its chance, if it beats knowing nothing."""
    family: tuple[int, ...] = ()
    """Positions of the columns that hold other parts of the same measure: what one is, all are."""
    unsaid: str = ""
    """A field that no word of the header names and nothing has proved: however well it fits, a person is asked."""
    because: str = ""
    """Why a rule of the table leaves the column open, said of its header: 'is planned, and ...'."""


class Ranking(_Parts):
    """The fields of the template for one column, likeliest first, with the chance that none of them fits."""

    @cached_property
    def chances(self) -> Mapping[str, float]:
        """The chance of each field; many rules ask the same ranking."""
        return dict(self.fields)

    @property
    def outside(self) -> bool:
        """Whether the column is known to be something that the template has no field for: nobody else need be asked."""
        return self.concept is not None and self.concept[1] >= KNOWN

    @property
    def is_unknown(self) -> bool:
        """Whether neither a word of the header nor another column says what this one is."""
        return self.concept is None and not self.because and self.best[1] < SAYS_SOMETHING

    @cached_property
    def best(self) -> tuple[str | None, float]:
        """The likeliest field."""
        return self.fields[0] if self.fields else (None, 0.0)


class Choice(NamedTuple):
    """What one column is proposed for, seen beside the whole table."""

    field: str | None
    confidence: float
    """The chance that *field* is right; 0.0 where the column stays open."""
    alternatives: tuple[tuple[str, float], ...]
    """The other fields with their chances, likeliest first."""
    holder: int | None = None
    """Position of the column that has this one's likeliest field, where that alone keeps it open."""


def holder_of(
    claim: Mapping[str, float],
    stays: float,
    assigned: Sequence[str | None],
    repeatable: Collection[str] | None,
) -> int | None:
    """Position of the column that was *assigned* the likeliest field of *claim*, if that beats leaving it open."""
    best = max(claim, key=lambda name: claim[name], default=None)
    if best is None or repeatable is None or best in repeatable or claim[best] <= stays:
        return None
    return assigned.index(best) if best in assigned else None


def with_memory(ranking: Ranking, recalled: Recollection | None) -> Ranking:
    """The ranking once a weaker memory has spoken for its field and against rejected ones."""
    if recalled is None:
        return ranking
    fields, left_open = supported(ranking.fields, ranking.left_open, recalled)
    return ranking._replace(fields=tuple(fields), left_open=left_open)


class ByRank:
    """A ranker whose rankings alone decide."""

    def honest(self, raw: float) -> float:
        """A ranking's number as the chance of being right."""
        raise NotImplementedError

    def choose(
        self,
        rankings: Sequence[Ranking],
        repeatable: Collection[str] | None,
        fixed: Mapping[int, str | None],
        memory: Mapping[int, Recollection],
    ) -> list[Choice]:
        """One choice a column; see `Ranker.choose`."""
        rankings = [with_memory(ranking, memory.get(at)) for at, ranking in enumerate(rankings)]
        fields = assign([r.fields for r in rankings], [r.left_open for r in rankings], repeatable, fixed)
        return [
            Choice(
                field,
                self.honest(ranking.chances[field]) if field is not None and at not in fixed else 0.0,
                tuple((name, self.honest(p)) for name, p in ranking.fields if name != field),
                None if field else holder_of(ranking.chances, ranking.left_open, fields, repeatable),
            )
            for at, (ranking, field) in enumerate(zip(rankings, fields, strict=True))
        ]


class Ranker(Protocol):
    """Ranks the fields of one template, and chooses among them."""

    repeatable: frozenset[str]
    """Fields that several columns of a table may rightly share."""

    def rank(
        self, columns: Sequence[SourceColumn], scope: Scope, stage: Stage | None = None
    ) -> list[Ranking]:
        """One ranking a column, in order; the whole header row is looked at, and the *stage* that the title names."""
        ...

    def choose(
        self,
        rankings: Sequence[Ranking],
        repeatable: Collection[str] | None,
        fixed: Mapping[int, str | None],
        memory: Mapping[int, Recollection],
    ) -> list[Choice]:
        """One choice a column.

        *fixed* columns (by position) have their field already; *repeatable* None lets every field be repeated;
        *memory* is what is remembered of columns (by position) without being sure enough to answer alone.
        """
        ...

    def why(self, column: SourceColumn, ranking: Ranking, field: str | None) -> str:
        """One sentence on why *field* was chosen, or why none."""
        ...

    def shrink(self) -> None:
        """Give back what is kept of columns beyond a few thousand."""
        ...
