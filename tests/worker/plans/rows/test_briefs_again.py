"""Briefs above each of several tables of one header."""

from __future__ import annotations

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid

BLANK: list[Cell] = [None] * 4
HEADER: list[Cell] = ["Vendor", "Placement", "Net cost", "Impressions"]
LINES: list[list[Cell]] = [["Alder", "Feed", 4050, 675000], ["Birch", "Home", 5772, 390000]]


def brief(campaign: str, days: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        ["Campaign", campaign, None, None],
        ["Days", days, None, None],
        ["Left (%)", days - 3, 0.79, None],
    ]
    return [*rows, BLANK, [f"{campaign} 1", None, None, None]]


def lines(*cells: list[Cell]) -> list[list[int]]:
    """The lines of each table."""
    layout = understand(Grid(sheet="Plan", cells=list(cells)))
    return [list(table.line_rows) for table in layout.tables]


@pytest.mark.parametrize(
    ("between", "lines_of_first"),
    [
        ([BLANK], [7, 8]),
        ([["Cedar", "Home", 7100, 91000], BLANK], [7, 8, 9]),
        ([BLANK, *LINES, BLANK], [7, 8, 10, 11]),
        ([BLANK, *brief("Spring", 201)], [7, 8]),
        ([BLANK, [" ", None, " ", None], *brief("Spring", 201)], [7, 8]),
    ],
    ids=["nothing", "a line", "lines below a gap", "a brief", "spaces above it"],
)
def test_a_brief_that_comes_again_is_no_line(between: list[list[Cell]], lines_of_first: list[int]) -> None:
    tables = lines(*brief("Winter", 208), HEADER, *LINES, *between, HEADER, *LINES)
    rows = [row for table in tables for row in table]
    below = len(between) + 10
    assert rows == [*lines_of_first, below, below + 1]


def test_lines_that_come_again_under_each_header_stay() -> None:
    tables = lines(HEADER, *LINES, BLANK, HEADER, *LINES, BLANK, HEADER, *LINES)
    assert [row for table in tables for row in table] == [2, 3, 6, 7, 10, 11]
