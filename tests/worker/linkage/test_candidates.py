"""Which pairs of lines are compared."""

from __future__ import annotations

import numpy as np

from tests.worker.linkage.versions import version
from worker.linkage.candidates import FEW, MOST, candidates, digests
from worker.linkage.features import features_of


def test_of_few_lines_all_pairs() -> None:
    lines = version("A | x | 0-6 | 1", "B | y | 0-6 | 2")
    old, new = candidates(features_of(lines, lines), np.array([0, 1]), np.array([1]))
    assert list(zip(old.tolist(), new.tolist(), strict=True)) == [(0, 1), (1, 1)]


def test_of_many_lines_those_that_agree_in_something_rare() -> None:
    count = 600
    lines = version(*(f"Site | Place {at} | 0-6 | {at}" for at in range(count)))
    every = np.arange(count)
    assert count * count > FEW
    old, new = candidates(features_of(lines, lines), every, every)
    assert len(old) <= 4 * MOST * count
    assert {(at, at) for at in range(count)} <= set(zip(old.tolist(), new.tolist(), strict=True))


def test_equal_lines_have_equal_digests() -> None:
    first, second = np.array([1, 2, 1, -1]), np.array([7, 7, 7, -1])
    numbers = digests([first, second])
    assert numbers[0] == numbers[2] and len({*numbers.tolist()}) == 3
    assert digests([]).tolist() == []
