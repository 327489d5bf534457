"""The sheets that were asked for, in the file's order."""

from __future__ import annotations

import pytest

from worker.errors import FileProblem
from worker.plans.files.sheet_choice import choose

NAMES = ["Plan", "Rates", " Summary "]


@pytest.mark.parametrize(
    ("names", "matches"),
    [
        (None, NAMES),
        ([], []),
        (["Rates"], ["Rates"]),
        (["summary", "PLAN"], ["Plan", " Summary "]),
        (["Plan", "plan"], ["Plan"]),
    ],
)
def test_case_and_order_of_the_asking_do_not_matter(names: list[str] | None, matches: list[str]) -> None:
    assert choose(NAMES, names) == matches


@pytest.mark.parametrize(
    ("names", "name", "hint"),
    [
        (NAMES, "Plans", "Did you mean 'Plan'?"),
        (["A", "B"], "Costs", "Its sheets: A, B."),
        ([f"S{n}" for n in range(14)], "Costs", "S9 and 4 more."),
    ],
)
def test_a_sheet_that_is_not_there(names: list[str], name: str, hint: str) -> None:
    with pytest.raises(FileProblem, match=name) as caught:
        choose(names, [name])
    assert hint in caught.value.next_step and caught.value.code == "no-such-sheet"
