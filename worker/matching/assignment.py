"""From rankings to one answer a column: the surest first, and no field twice that can not be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from worker.matching.rankers.ranking import Ranking


def assign(
    rankings: Sequence[Ranking], repeatable: Collection[str] | None, taken: Collection[str] = ()
) -> list[str | None]:
    """The field of each column, or None where leaving it open is likelier.

    *repeatable* fields may be given out again; None lets every field be. *taken* ones are given out already.
    A column that comes too late for its field takes another one only if that is likelier than none:
    the chance of the field it lost does not pass on.
    """
    chosen: list[str | None] = [None] * len(rankings)
    given = set(taken)
    waiting = sorted(
        ((chance, -at, field) for at, r in enumerate(rankings) for field, chance in r.fields), reverse=True
    )
    settled: set[int] = set()
    for chance, minus_at, field in waiting:
        at = -minus_at
        if at in settled:
            continue
        if repeatable is not None and field in given and field not in repeatable:
            continue
        settled.add(at)
        if chance > rankings[at].left_open:
            chosen[at] = field
            given.add(field)
    return chosen
