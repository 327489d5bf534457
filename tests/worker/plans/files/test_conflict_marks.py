"""Both states of a line that a version control could not merge."""

from __future__ import annotations

import pytest

from worker.plans.files.conflict_marks import dissolve

BLANK = [None, None]


@pytest.mark.parametrize(
    ("rows", "left", "conflicts"),
    [
        pytest.param([["a", "1"], ["=======", None]], [["a", "1"], ["=======", None]], 0, id="a rule alone"),
        pytest.param([["<<<<<<< x", "1"]], [["<<<<<<< x", "1"]], 0, id="a line with more in it"),
        pytest.param(
            [
                ["<<<<<<< HEAD", None],
                ["a", "1"],
                ["=======", None],
                ["a", "2"],
                [">>>>>>> other", None],
                ["b", "3"],
            ],
            [BLANK, ["a", "1"], BLANK, BLANK, BLANK, ["b", "3"]],
            1,
            id="two states",
        ),
        pytest.param(
            [
                ["<<<<<<< a", None],
                ["a", "1"],
                ["||||||| b", None],
                ["a", "0"],
                ["=======", None],
                [">>>>>>> c", None],
            ],
            [BLANK, ["a", "1"], BLANK, BLANK, BLANK, BLANK],
            1,
            id="with the state before both",
        ),
    ],
)
def test_only_the_upper_state_is_left(rows: list[list[str | None]], left: object, conflicts: int) -> None:
    findings = dissolve(rows, "plan")  # type: ignore[arg-type]
    assert rows == left
    assert [finding.severity for finding in findings] == ["error"] * conflicts
