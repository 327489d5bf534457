"""The kind of each row, around what a planner says."""

from __future__ import annotations

import pytest

from worker.plans.rows.judge import judge
from worker.plans.rows.profile import profile
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import RowKind

PLAN: list[list[Cell]] = [
    ["Vendor", "Format", "Start", "Net cost"],
    ["Alder", "Story", "2026-03-01", 1000],
    ["Birch", "Banner", "2026-03-08", 2500],
    ["Total", None, None, 3500],
]


def kinds(planner_kinds: dict[int, RowKind] | None = None) -> list[str]:
    return list(judge(profile(Grid("Plan", PLAN)), planner_kinds))


def test_a_plan_without_a_word_from_anybody() -> None:
    assert kinds() == kinds({}) == ["header", "data", "data", "total"]


@pytest.mark.parametrize(
    ("planner_kinds", "expected"),
    [
        ({4: "data"}, ["header", "data", "data", "data"]),
        ({3: "note"}, ["header", "data", "note", "total"]),
        ({3: "subtotal"}, ["header", "data", "total", "total"]),
        ({3: "blank", 99: "note"}, ["header", "data", "data", "total"]),
    ],
)
def test_a_planners_word_stands_against_every_rule(
    planner_kinds: dict[int, RowKind], expected: list[str]
) -> None:
    assert kinds(planner_kinds) == expected
