"""Lines that became several: the parts are called alike, and their amounts add up to what the line had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from worker.linkage.features import Feature
from worker.linkage.raw_lines import BLANK, CENT, RawLines
from worker.values.arrow import Bools, Ints

MOST_PARTS = 5


def parts_of(
    features: Sequence[Feature], old: RawLines, new: RawLines, pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """(Old line, new line) for each new line that is a further part of an old one, by arithmetic to the cent.

    The paired line has less than the old one, and the further parts, which nobody else is paired with, have the rest.
    """
    measures = [f for f in features if f.name in old.amounts]
    texts = [f for f in features if f.kind == "text"]
    free = np.setdiff1d(np.arange(len(new)), np.array([b for _, b in pairs], dtype=np.int64))
    if not len(free) or not measures:
        return []
    used: set[int] = set()
    splits: list[tuple[int, int]] = []
    for a, b in pairs:
        rest = [(f, _amount(f.old_values, a) - _amount(f.new_values, b)) for f in measures]
        if not any(left for _, left in rest):
            continue
        alike = [int(j) for j in free[_alike(texts, a, free)] if int(j) not in used]
        for parts in _choices(alike):
            if any(_amount(f.new_values, j) for f in measures for j in parts) and all(
                abs(left - sum(_amount(f.new_values, j) for j in parts)) <= _tolerance(f, a, len(parts))
                for f, left in rest
            ):
                used.update(parts)
                splits += [(a, j) for j in parts]
                break
    return splits


def _tolerance(feature: Feature, line: int, parts: int) -> int:
    """Half a cent; where the whole plan became dearer, what rounding each part may make of it."""
    return (
        CENT // 2
        if feature.as_written
        else max(CENT * (parts + 1), abs(_amount(feature.old_values, line)) // 5_000)
    )


def _alike(texts: Sequence[Feature], line: int, others: Ints) -> Bools:
    """Lines whose texts are those of *line*, or all but one."""
    differences = (
        np.sum([f.new[others] != f.old[line] for f in texts], axis=0) if texts else np.zeros(len(others))
    )
    return np.asarray(differences <= (1 if len(texts) > 1 else 0))


def _choices(lines: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """One line alone, then several together."""
    few = lines[: 2 * MOST_PARTS]
    for size in range(1, min(len(few), MOST_PARTS) + 1):
        yield from combinations(few, size)


def _amount(values: Ints | None, at: int) -> int:
    value = BLANK if values is None else int(values[at])
    return 0 if value == BLANK else value
