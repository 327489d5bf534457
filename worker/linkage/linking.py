"""Two versions of a plan, line by line.

Lines whose texts stand once in both are sure. What these say of the whole change (all flights moved by a week, all
prices raised, a publisher renamed) is taken into account before the others are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from worker.lazy_dataclass import dataclass
from worker.linkage.candidates import candidates, digests, joined
from worker.linkage.features import Feature, evidence, features_of, numeric
from worker.linkage.raw_lines import BLANK, RawLines
from worker.linkage.splits import parts_of
from worker.values.arrow import Bools, Floats, Ints, rank_among_equals

NEIGHBOUR = 1.0
"""Bits that a pair gains where the line above or below is a pair as well."""
LEAST = 1.0
"""Bits beyond those of the number of lines from which two lines are one."""
LEAST_ALIKE = 0.0
"""The same of two lines with the same texts."""
LEAST_SURE = 3
"""Pairs that show what the whole plan's change is."""
COMMON = 0.6
"""Share of the sure pairs that make a change one of the whole plan."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which line of the new version is which of the old one."""

    pairs: tuple[tuple[int, int], ...]
    """(old line, new line), each line once."""
    splits: tuple[tuple[int, int], ...] = ()
    """(old line, further new line): the new line is another part of the old one."""
    merges: tuple[tuple[int, int], ...] = ()
    """(further old line, new line): the old line went into the new one."""


def link(old: RawLines, new: RawLines) -> Links:
    """The lines of *old* in *new*."""
    if not len(old) or not len(new):
        return Links(())
    features = features_of(old, new)
    namesakes = _namesakes(features)
    features = [_in_step(feature, namesakes) for feature in features]
    sure = _sure(features)
    pairs = _rest(features, sure)
    features = [feature.learnt(pairs) for feature in features]
    pairs = _rest(features, sure, neighbours=pairs)
    links = Links(tuple((int(a), int(b)) for a, b in pairs))
    splits = parts_of(features, old, new, links.pairs)
    merges = parts_of([_turned(f) for f in features], new, old, [(b, a) for a, b in links.pairs])
    return replace(links, splits=tuple(splits), merges=tuple((a, b) for b, a in merges))


def _namesakes(features: Sequence[Feature]) -> Ints:
    """Pairs with the same texts: those that stand once in both versions, else all of them, to tell what most have in common."""
    texts = [f for f in features if f.kind == "text"]
    if not texts:
        return np.zeros((0, 2), dtype=np.int64)
    names = digests([f.old for f in texts]), digests([f.new for f in texts])
    once = _matches(names[0], names[1], _single(names[0]), _single(names[1]))
    if len(once) >= LEAST_SURE:
        return once
    old, new = (np.arange(len(side)) for side in names)
    return np.stack(joined(names[0], names[1], old, new), axis=1)


def _sure(features: Sequence[Feature]) -> Ints:
    """Pairs that need no comparison: the same texts, once in both versions, and some day or amount; or untouched twins."""
    texts = [f for f in features if f.kind == "text"]
    if not texts:
        return np.zeros((0, 2), dtype=np.int64)
    names = digests([f.old for f in texts]), digests([f.new for f in texts])
    whole = digests([f.old for f in features]), digests([f.new for f in features])
    once = _matches(names[0], names[1], _single(names[0]), _single(names[1]))
    once = once[~_blank(texts, once) & _share_a_figure(features, once)]
    untouched = _untouched(names, whole)
    rank = [rank_among_equals(side) for side in whole]
    same = _matches(
        digests([whole[0], rank[0]]),
        digests([whole[1], rank[1]]),
        np.isin(names[0], untouched),
        np.isin(names[1], untouched),
    )
    same = same[~np.isin(same[:, 0], once[:, 0])]
    return np.concatenate([once, same])


def _share_a_figure(features: Sequence[Feature], pairs: Ints) -> Bools:
    """Pairs with an equal day or amount; all, where the versions share no such column."""
    figures = [f for f in features if f.kind in ("day", "amount")]
    if not figures:
        return np.ones(len(pairs), dtype=bool)
    a, b = pairs[:, 0], pairs[:, 1]
    return np.asarray(np.any([(f.old[a] == f.new[b]) & (f.old[a] >= 0) for f in figures], axis=0))


def _blank(texts: Sequence[Feature], pairs: Ints) -> Bools:
    """Pairs without any text."""
    return np.asarray(np.all([f.old[pairs[:, 0]] < 0 for f in texts], axis=0))


def _single(values: Ints) -> Bools:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray(counts[place.reshape(-1)] == 1)


def _untouched(names: tuple[Ints, Ints], whole: tuple[Ints, Ints]) -> Ints:
    """Names whose lines, twins of each other, are the same in both versions, figures and all."""
    sums = [_summed(name, one) for name, one in zip(names, whole, strict=True)]
    return np.array([name for name, total in sums[0].items() if sums[1].get(name) == total], dtype=np.int64)


def _summed(names: Ints, whole: Ints) -> dict[int, tuple[int, int]]:
    """For each name how many lines have it, and the sum of their digests."""
    distinct, place, counts = np.unique(names, return_inverse=True, return_counts=True)
    totals = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(totals, place.reshape(-1), whole >> 8)
    return dict(zip(distinct.tolist(), zip(counts.tolist(), totals.tolist(), strict=True), strict=True))


def _matches(
    a: Ints,
    b: Ints,
    of_a: Bools,
    of_b: Bools,
) -> Ints:
    """The places of equal values in both, where each is allowed; each value stands once."""
    rows, columns = np.flatnonzero(of_a), np.flatnonzero(of_b)
    _, at, to = np.intersect1d(a[rows], b[columns], assume_unique=True, return_indices=True)
    return np.stack([rows[at], columns[to]], axis=1).astype(np.int64)


def _in_step(feature: Feature, pairs: Ints) -> Feature:
    """Days and amounts as if the change that most of *pairs* share had been made to the old version."""
    old, new = feature.old_values, feature.new_values
    if old is None or new is None or len(pairs) < LEAST_SURE:
        return feature
    a, b = old[pairs[:, 0]], new[pairs[:, 1]]
    both = (a != BLANK) & (b != BLANK) & (a != 0)
    if not both.any():
        return feature
    a, b, pairs = a[both], b[both], pairs[both]
    changes = (b - a).astype(np.float64) if feature.kind == "day" else np.round(b / a, 3)
    change = _common(changes, pairs)
    if change is None:
        return feature
    if feature.kind == "day":
        moved = np.where(old == BLANK, BLANK, old + int(change))
    else:
        scaled = np.round(np.where(old == BLANK, 0, old) * change).astype(np.int64)
        moved = _snapped(np.where(old == BLANK, BLANK, scaled), new)
    return replace(numeric(feature.name, feature.kind, moved, new), as_written=np.array_equal(moved, old))


def _common(changes: Floats, pairs: Ints) -> float | None:
    """The change that most lines of both versions share; None where there is none."""
    distinct, counts = np.unique(changes, return_counts=True)
    change = float(distinct[int(np.argmax(counts))])
    sharing = pairs[changes == change]
    lines = min(len(np.unique(sharing[:, side])) for side in (0, 1))
    return change if lines >= max(LEAST_SURE, COMMON * len(np.unique(pairs[:, 0]))) else None


def _snapped(values: Ints, to: Ints) -> Ints:
    """Each of *values* as the nearest of *to*, where that is as near as rounding makes it."""
    targets = np.unique(to)
    at = np.clip(np.searchsorted(targets, values), 1, max(len(targets) - 1, 1))
    left, right = targets[at - 1], targets[np.minimum(at, len(targets) - 1)]
    near = np.where(np.abs(values - left) <= np.abs(right - values), left, right)
    close = np.abs(near - values) <= np.maximum(np.abs(values) // 1000, 10_000)
    return np.where((values != BLANK) & (near != BLANK) & close, near, values)


def _rest(features: Sequence[Feature], sure: Ints, neighbours: Ints | None = None) -> Ints:
    """*sure* and the pairs of the other lines, the likeliest first."""
    old = np.setdiff1d(np.arange(len(features[0].old)), sure[:, 0])
    new = np.setdiff1d(np.arange(len(features[0].new)), sure[:, 1])
    if not len(old) or not len(new):
        return sure
    a, b = candidates(features, old, new)
    bits = evidence(features, a, b)
    if neighbours is not None:
        bits = bits + NEIGHBOUR * _beside(neighbours, a, b, len(features[0].old))
    lines = max(len(features[0].old), len(features[0].new))
    # Lines that look alike are few: which of them it is needs less than which of all lines.
    alike = _equal([f for f in features if f.kind == "text"], a, b)
    enough = bits >= np.where(alike, LEAST_ALIKE, LEAST + np.log2(lines))
    enough |= _equal(features, a, b)
    a, b, bits = a[enough], b[enough], bits[enough]
    # Of equally likely pairs, those at the same place of the plan.
    distance = np.abs(a / len(features[0].old) - b / len(features[0].new))
    matches = _greedy(a, b, np.lexsort((distance, -np.round(bits, 6))))
    return np.concatenate([sure, matches])


def _equal(features: Sequence[Feature], a: Ints, b: Ints) -> Bools:
    """Pairs that agree in all of *features*, blanks included; none where there are none."""
    if not features:
        return np.zeros(len(a), dtype=bool)
    return np.asarray(np.all([f.old[a] == f.new[b] for f in features], axis=0))


def _greedy(a: Ints, b: Ints, order: Ints) -> Ints:
    """The pairs in *order*, each line once."""
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for i, j in zip(a[order].tolist(), b[order].tolist(), strict=True):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, j))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _beside(pairs: Ints, a: Ints, b: Ints, count: int) -> Floats:
    """How many neighbours of each pair are pairs as well, none, one or two."""
    mate = np.full(count + 2, -9, dtype=np.int64)
    mate[pairs[:, 0] + 1] = pairs[:, 1]
    return np.asarray((mate[a] == b - 1).astype(np.float64) + (mate[a + 2] == b + 1))


def _turned(feature: Feature) -> Feature:
    """The feature seen from the new version."""
    return replace(
        feature,
        old=feature.new,
        new=feature.old,
        old_values=feature.new_values,
        new_values=feature.old_values,
        likeness={(b, a): like for (a, b), like in feature.likeness.items()},
    )
