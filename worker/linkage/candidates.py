"""Which pairs of lines are worth a comparison: all where they are few, else those that agree in enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from worker.linkage.features import Feature
from worker.values.arrow import Ints, rank_among_equals

FEW = 250_000
"""Pairs that are all compared."""
MOST = 12
"""Lines of the new version that a line of the old one is compared with for one agreement."""


def candidates(features: Sequence[Feature], old: Ints, new: Ints) -> tuple[Ints, Ints]:
    """Pairs of the lines *old* and *new*, each pair once."""
    if len(old) * len(new) <= FEW:
        return np.repeat(old, len(new)), np.tile(new, len(old))
    parts = [joined(a, b, old, new) for a, b in _signatures(features, old, new)]
    pairs = np.unique(np.concatenate([a * _size(new) + b for a, b in parts]))
    return pairs // _size(new), pairs % _size(new)


def digests(columns: Sequence[Ints]) -> Ints:
    """One number a line for all of *columns*: equal lines have equal numbers."""
    mixer = np.random.default_rng(len(columns))
    total = np.zeros(len(columns[0]) if columns else 0, dtype=np.uint64)
    for codes in columns:
        factor = np.uint64(int(mixer.integers(1, 1 << 62)) | 1)
        mixed = (codes.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)) * factor
        total += mixed ^ (mixed >> np.uint64(29))
    return total.view(np.int64)


def _size(new: Ints) -> int:
    return int(new.max(initial=0)) + 1


def _signatures(features: Sequence[Feature], old: Ints, new: Ints) -> Iterator[tuple[Ints, Ints]]:
    """What pairs may agree in: all texts but one, all figures, all days, and each rare text alone."""
    texts = [f for f in features if f.kind == "text"]
    amounts = [f for f in features if f.kind == "amount"]
    days = [f for f in features if f.kind == "day"]
    groups = [texts, [*days, *amounts], amounts]
    groups += [[*(f for f in texts if f is not one)] for one in texts if len(texts) > 1]
    groups += [[one, *days] for one in amounts] + [[one] for one in texts]
    for group in groups:
        if group:
            yield digests([f.old[old] for f in group]), digests([f.new[new] for f in group])


def joined(a: Ints, b: Ints, old: Ints, new: Ints) -> tuple[Ints, Ints]:
    """The pairs with equal numbers; of many, those at about the same place among their like."""
    order = np.argsort(b, kind="stable")
    ranked = b[order]
    left, right = np.searchsorted(ranked, a, "left"), np.searchsorted(ranked, a, "right")
    sizes = right - left
    rank = rank_among_equals(a)
    window = np.minimum(sizes, MOST)
    start = left + np.clip(rank - MOST // 2, 0, np.maximum(sizes - window, 0))
    lines = np.repeat(np.arange(len(a)), window)
    offset = np.arange(len(lines)) - np.repeat(np.cumsum(window) - window, window)
    return old[lines], new[order[start[lines] + offset]]
