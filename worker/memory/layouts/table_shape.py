"""The shape of a table, and how it differs from one seen before; pure, and without any value.

A shape is its headers in order and what its period columns hold. Next month's plan has other dates and another
number of weeks, and is still of the same shape.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2s
from typing import Literal

from rapidfuzz import fuzz

from worker.lazy_dataclass import dataclass
from worker.memory.learning.guard_words import agree
from worker.shapes.layout import Table
from worker.text import clean, normalise

Change = Literal["renamed", "moved", "new", "gone", "refused"]
_YEAR = re.compile(r"\b(19|20)\d\d\b")
LIKE = 55
"""Share of letters, in percent, from which one of several candidates is the renamed header."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What stays the same from one plan of a client to the next."""

    headers: tuple[str, ...]
    """As written, in order."""
    periods: tuple[str, ...] = ()
    """'week:net_cost': unit and measure of its period columns, each once."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The headers as they are compared: in normal form, years left out, repeated ones numbered."""
        seen: Counter[str] = Counter()
        keys = []
        for header in self.headers:
            key = _YEAR.sub("#", normalise(header))
            seen[key] += 1
            keys.append(key if seen[key] == 1 else f"{key} [{seen[key]}]")
        return tuple(keys)

    @property
    def fingerprint(self) -> str:
        """The same for tables of the same shape."""
        text = "\x1f".join((*self.keys, "\x1e", *self.periods))
        return blake2s(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed in one column."""

    change: Change
    header: str
    """As it is now; of a column that is gone, as it was."""
    was: str = ""
    """The former header of a renamed one."""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A column of a recipe: the header under which it was seen last, and its field (None: no target)."""

    header: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of the new table: which column of the recipe it is, and what changed."""

    header: str
    bound: Bound | None
    drift: Drift | None = None


def shape_of(table: Table) -> Shape:
    """The shape of a table as the layout understood it."""
    periods = dict.fromkeys(f"{period.unit}:{period.measure or ''}" for period in table.periods)
    return Shape(tuple(clean(column.header) for column in table.columns), tuple(periods))


def overlap(old: Sequence[str], new: Sequence[str]) -> float:
    """Share of headers (`Shape.keys`) that two shapes have in common, 0..1."""
    return len(set(old) & set(new)) / max(len(old), len(new), 1)


def compare(recipe: Sequence[Bound], new: Shape) -> tuple[tuple[Placed, ...], tuple[Drift, ...]]:
    """Each column of the new table with its place in the recipe, and the columns that are gone."""
    old_keys = Shape(tuple(bound.header for bound in recipe)).keys
    where = {key: at for at, key in enumerate(old_keys)}
    same = {at: where[key] for at, key in enumerate(new.keys) if key in where}
    still = _in_order(same)
    renamed = _renamed(recipe, new, same, still)
    placed = tuple(_placed(at, header, recipe, same, still, renamed) for at, header in enumerate(new.headers))
    left = set(range(len(recipe))) - set(same.values()) - set(renamed.values())
    gone = tuple(
        Drift("gone", recipe[at].header, sentence=f"'{recipe[at].header}' is no longer there.")
        for at in sorted(left)
    )
    return placed, gone


def _placed(
    at: int,
    header: str,
    recipe: Sequence[Bound],
    same: Mapping[int, int],
    still: Mapping[int, int],
    renamed: Mapping[int, int],
) -> Placed:
    if at in still:
        return Placed(header, recipe[still[at]])
    if at in same:
        return Placed(
            header,
            recipe[same[at]],
            Drift("moved", header, sentence=f"'{header}' has moved to another place."),
        )
    if at in renamed:
        bound = recipe[renamed[at]]
        sentence = f"'{header}' stands where '{bound.header}' was."
        return Placed(header, bound, Drift("renamed", header, bound.header, sentence))
    return Placed(header, None, Drift("new", header, sentence=f"'{header}' is new."))


def _in_order(same: Mapping[int, int]) -> dict[int, int]:
    """The longest run of common columns that kept their order: whatever is outside it has moved."""
    ends: list[int] = []
    chains: list[list[int]] = []
    for at in sorted(same):
        place = bisect_left(ends, same[at])
        chain = [*(chains[place - 1] if place else []), at]
        ends[place : place + 1] = [same[at]]
        chains[place : place + 1] = [chain]
    return {at: same[at] for at in chains[-1]} if chains else {}


def _renamed(
    recipe: Sequence[Bound], new: Shape, same: Mapping[int, int], still: Mapping[int, int]
) -> dict[int, int]:
    """New columns that stand between the same neighbours as one that is gone; guard words must agree."""
    renames: dict[int, int] = {}
    anchors = [(-1, -1), *sorted(still.items()), (len(new.headers), len(recipe))]
    used = set(same.values())
    for (new_from, old_from), (new_to, old_to) in zip(anchors, anchors[1:], strict=False):
        fresh = [at for at in range(new_from + 1, new_to) if at not in same]
        lost = [at for at in range(old_from + 1, old_to) if at not in used]
        pairs = (
            zip(fresh, lost, strict=True) if len(fresh) == len(lost) else _likest(fresh, lost, recipe, new)
        )
        renames.update(pair for pair in pairs if agree(new.headers[pair[0]], recipe[pair[1]].header))
    return renames


def _likest(
    fresh: Sequence[int], lost: Sequence[int], recipe: Sequence[Bound], new: Shape
) -> list[tuple[int, int]]:
    if not fresh or not lost:
        return []
    scored = sorted(
        (
            (-fuzz.token_sort_ratio(normalise(new.headers[a]), normalise(recipe[b].header)), a, b)
            for a in fresh
            for b in lost
        ),
    )
    pairs: dict[int, int] = {}
    for score, a, b in scored:
        if -score >= LIKE and a not in pairs and b not in pairs.values():
            pairs[a] = b
    return list(pairs.items())
