"""A table that lists the lines of several others once more, under fewer columns: an overview, whatever its sheet is called."""

from __future__ import annotations

from collections.abc import Sequence

from worker.plans.versions.candidates import Candidate
from worker.plans.versions.lines_in_common import compare

LEAST_TABLES = 2
"""Tables whose lines are listed together: one alone is repeated by a copy."""


def listed_again(seen: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Each table whose lines are those of others on other sheets, all of them and no more, with the first of these."""
    overviews = []
    for one in seen:
        parts = [other for other in seen if _is_part(other, one)]
        if len({part.sheet for part in parts}) >= LEAST_TABLES and _lines(one) == sum(map(_lines, parts)):
            overviews.append((one, parts[0]))
    return overviews


def _is_part(other: Candidate, one: Candidate) -> bool:
    """Whether all lines of *other*, which has more to say of them, stand in *one* with their amounts."""
    if other.sheet == one.sheet or other.hidden or len(one.headers) > len(other.headers):
        return False
    both = compare(one.cells, other.cells)
    return both is not None and 0 < _lines(other) == both.lines == both.equal < _lines(one)


def _lines(one: Candidate) -> int:
    return len(next(iter(one.cells.values()), ()))
