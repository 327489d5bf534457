"""Layouts are asked for by shapes alone, and believed where they can be."""

from __future__ import annotations

import pytest

from worker.errors import ModelProblem
from worker.llm.layouts import layout_answer, layout_question
from worker.llm.prompts import Prompts
from worker.shapes.grid import Grid

GRID = Grid(
    "Plan",
    [
        ["Nike Spring Plan", None, None],
        ["Channel", "Net cost", "Start"],
        ["TV", 1200.5, "2026-01-05"],
        ["Radio", 80, "2026-02-05"],
    ],
)


def test_a_layout_is_asked_by_shapes_alone(prompts: Prompts) -> None:
    prompt, _ = layout_question(prompts, GRID)
    data = prompt.user.partition("<data>")[2].partition("</data>")[0].strip().splitlines()
    assert data == ["1 text", "2 text x3", "3 text | 9.9 | 9999-99-99", "4 text | 9 | 9999-99-99"]
    assert "Nike" not in prompt.user and "1200" not in prompt.user


def test_a_large_sheet_is_cut(prompts: Prompts) -> None:
    prompt, _ = layout_question(prompts, Grid("P", [["x"] * 200] * 500))
    assert "... up to row 500" in prompt.user and len(prompt.user) < 2_000


def test_a_layout_that_can_be_is_believed() -> None:
    found = layout_answer(GRID, {"header_rows": [2], "first_row": 3, "last_row": 4})
    assert (found.header_rows, found.first_row, found.last_row) == ((2,), 3, 4)


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [([], 3, 4), ([2], 2, 4), ([2], 3, 5), ([0], 1, 2), ([1, 3], 4, 4), ([2], 4, 3), ([-1], 3, 4)],
)
def test_a_layout_that_can_not_be_is_refused(header: list[int], first: int, last: int) -> None:
    with pytest.raises(ModelProblem) as caught:
        layout_answer(GRID, {"header_rows": header, "first_row": first, "last_row": last})
    assert caught.value.code == "model-nonsense"
