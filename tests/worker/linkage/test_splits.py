"""Parts are found by arithmetic; `test_linking.py` has the cases of whole plans."""

from __future__ import annotations

from tests.worker.linkage.versions import version
from worker.linkage.features import features_of
from worker.linkage.splits import MOST_PARTS, parts_of


def parts(costs: list[int], rest: int) -> list[tuple[int, int]]:
    old = version(f"A | x | 0-6 | {sum(costs) + rest}", "B | y | 0-6 | 3")
    new = version(f"A | x | 0-6 | {rest}", "B | y | 0-6 | 3", *(f"A | x | 0-6 | {cost}" for cost in costs))
    return parts_of(features_of(old, new), old, new, [(0, 0), (1, 1)])


def test_one_more_line_that_makes_up_for_the_rest() -> None:
    assert parts([40], 60) == [(0, 2)]


def test_several() -> None:
    assert parts([10, 20, 30], 40) == [(0, 2), (0, 3), (0, 4)]
    assert parts([1] * (MOST_PARTS + 1), 40) == []


def test_a_line_that_is_as_it_was_has_no_parts() -> None:
    old = version("A | x | 0-6 | 100")
    new = version("A | x | 0-6 | 100", "A | x | 0-6 | 50")
    assert parts_of(features_of(old, new), old, new, [(0, 0)]) == []
