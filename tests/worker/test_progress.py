"""Long work tells what it is at, as parts of a whole."""

from __future__ import annotations

import pytest

from worker.progress import Stopped, part, silent

STEP = "sheet 2 of 5"


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (0, 0, (STEP, 1, 5)),  # the only part: told as it is
        (1, 0, (STEP, 2, 6)),
        (0, 3, (STEP, 1, 8)),
        (1, 3, (STEP, 2, 9)),
    ],
)
def test_a_part_knows_the_whole(before: int, after: int, step: tuple[str, int, int]) -> None:
    seen: list[tuple[str, int, int]] = []
    part(lambda *told: seen.append(told), before, after)(STEP, 1, 5)
    assert seen == [step]


def test_a_stop_comes_through_all_parts() -> None:
    def stop(step: str, done: int, of: int) -> None:
        raise Stopped("Stopped.", "")

    with pytest.raises(Stopped):
        part(part(stop, 1, 1), 2, 2)(STEP, 0, 5)
    silent(STEP, 0, 5)
