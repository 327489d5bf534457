"""Borders by xlwings' names, on sides that are held in a dictionary."""

from __future__ import annotations

from typing import Any

import pytest

from xl_addin.engines.border_lines import Borders, Line

RED = (255, 0, 0)
THIN = Line("continuous", "thin")


class Sides(Borders):
    """Four sides of one cell; remembers what was drawn."""

    def __init__(self, **sides: Line) -> None:
        self.sides, self.drawn = sides, []

    drawn: list[str]

    def _grid_sides(self) -> tuple[str, ...]:
        return ("edge_top", "edge_bottom")

    def line(self, side: str) -> Line:
        return self.sides.get(side, Line())

    def draw(self, side: str, line: Line) -> None:
        self.sides[side] = line
        self.drawn.append(side)


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        (THIN, {}, THIN),
        (Line("dash", "thick", RED), {"style": "dash"}, Line("dash", "thick", RED)),
        (Line("dash", "thick"), {"color": RED}, Line("dash", "thick", RED)),
        (Line(), {"color": RED}, Line("continuous", "thin", RED)),
        (Line(), {"weight": "thick"}, Line("continuous", "thick")),
        (Line("dash", "thick", RED), {"style": None}, Line()),
        (Line(), {"style": None, "color": RED}, Line()),
    ],
)
def test_a_line_changes_in_what_was_asked_for(before: Line, wanted: dict[str, Any], after: Line) -> None:
    assert before.changed(wanted) == after


def test_a_side_is_drawn_alone() -> None:
    borders = Sides(edge_bottom=THIN)
    borders["edge_top"].color = RED
    assert borders.drawn == ["edge_top"]
    assert (borders["edge_top"].line_style, borders["edge_bottom"].color) == ("continuous", None)


@pytest.mark.parametrize(
    ("sides", "style", "weight"),
    [
        ({}, None, None),
        ({"edge_top": THIN}, None, None),
        ({"edge_top": THIN, "edge_bottom": Line("dash", "thin")}, None, "thin"),
        ({"edge_top": THIN, "edge_bottom": THIN}, "continuous", "thin"),
    ],
)
def test_a_range_has_what_its_sides_have_in_common(
    sides: dict[str, Line], style: str | None, weight: str | None
) -> None:
    assert (Sides(**sides).line_style, Sides(**sides).weight) == (style, weight)


def test_no_diagonal_is_drawn_and_clearing_one_is_no_error() -> None:
    borders = Sides(edge_top=THIN)
    borders.clear(["diagonal_down", "edge_top"])
    assert borders.sides == {"edge_top": Line()}
    with pytest.raises(NotImplementedError, match="Diagonal"):
        borders.set(["diagonal_up"], line_style="continuous")
