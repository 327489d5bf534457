"""Runs of row numbers."""

from __future__ import annotations

import pytest

from worker.cleaning.cells import runs


@pytest.mark.parametrize(
    ("numbers", "spans"),
    [([], []), ([5], [(5, 5)]), ([3, 4, 5, 9], [(3, 5), (9, 9)]), ([1, 3, 5], [(1, 1), (3, 3), (5, 5)])],
)
def test_first_and_last_of_each_run(numbers: list[int], spans: list[tuple[int, int]]) -> None:
    assert list(runs(numbers)) == spans
