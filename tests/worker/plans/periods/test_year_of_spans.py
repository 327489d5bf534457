"""Periods without a year have that of a span on the sheet which begins and ends as they do."""

from __future__ import annotations

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Grid

WEEKS = ["20.04-26.04", "27.04-03.05", "04.05-10.05"]


def years(*below: str) -> set[int | None]:
    lines = [["Site", *WEEKS], ["Alder", 100, 200, 300], ["Birch", 50, 60, 70], *([text] for text in below)]
    width = len(WEEKS) + 1
    grid = Grid("Plan", [[*line, *[None] * (width - len(line))] for line in lines])
    return {period.start and period.start.year for period in understand(grid).tables[0].periods}


@pytest.mark.parametrize(
    "below",
    [
        [],
        ["Offer valid 01.04.2026-30.04.2026"],
        ["Campaign 20.04.-10.05."],
        ["Campaign 20.04.2026-10.05.2026", "As in 20.04.2025-10.05.2025"],
    ],
    ids=["nothing", "another span", "a span without a year", "two years"],
)
def test_no_year_is_proved(below: list[str]) -> None:
    assert years(*below) == {None}


def test_a_span_proves_the_year() -> None:
    assert years("Campaign 20.04.2026-10.05.2026") == {2026}
