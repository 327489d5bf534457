from __future__ import annotations

import pytest

from worker.plans.layout import understand
from worker.plans.rows.certainty import certainty
from worker.shapes.grid import Cell, Grid


def grid(*rows: list[Cell]) -> Grid:
    width = max(map(len, rows))
    return Grid("Plan", [row + [None] * (width - len(row)) for row in rows])


PLAN = [["Site", "Net cost", "Clicks"], ["A", 100.5, 10], ["B", 200, 20], ["C", 50, 5], ["Total", 350.5, 35]]
CLEAR = {
    "a plan": grid(*PLAN),
    "under a title": grid(["Media plan"], [None], *PLAN),
    "lines above the header": grid(["A", 1, 2], ["B", 3, 4], *PLAN),
}
UNCLEAR = {
    "words over words": grid(
        ["Draft", "for review", "v2"],
        ["Agency", "Team", "Lead"],
        ["Alpha", "Beta", "Gamma"],
        ["Delta", "Eps", "Zeta"],
        ["Eta", "Theta", "Iota"],
    ),
    "codes": grid(["K1", "K2", "K3"], ["A", "B", "C"], ["D", "E", "F"], ["G", "H", "I"]),
    "no header": grid([None, 1, 2], ["A", 10, 20], ["B", 11, 21]),
    "nothing": grid([None]),
}


@pytest.mark.parametrize("sheet", CLEAR.values(), ids=CLEAR)
def test_a_header_like_any_is_certain(sheet: Grid) -> None:
    assert certainty(sheet, understand(sheet)) > 0.95


@pytest.mark.parametrize("sheet", UNCLEAR.values(), ids=UNCLEAR)
def test_a_header_that_could_be_another_row_is_not(sheet: Grid) -> None:
    assert certainty(sheet, understand(sheet)) < 0.8
