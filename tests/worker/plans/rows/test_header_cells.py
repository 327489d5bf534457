"""The header cells over each column."""

from __future__ import annotations

import pytest

from worker.plans.rows.header_cells import header_cells
from worker.shapes.grid import Cell, Grid, Merge


def texts(rows: list[list[Cell]], *merges: Merge) -> list[list[Cell]]:
    """What each header row says over each column."""
    grid = Grid("Plan", rows, merges)
    cells = header_cells(grid, range(1, len(rows) + 1), range(1, grid.width + 1))
    return [
        [cells[row][column].value if column in cells[row] else None for column in range(1, grid.width + 1)]
        for row in range(1, len(rows) + 1)
    ]


NAMES: list[Cell] = ["Site", "Start", "End", "Net"]


@pytest.mark.parametrize(
    "rows",
    [
        [NAMES],
        [["Vendor", None, " ", "Cost"]],
        [["tag_one", None, None, None], NAMES],
        [["fields", "fact_views", None, "fact_cost"], [None, "Просмотры", "Охват", "Бюджет"]],
        [["approved by client", None, None, None], NAMES],
        [[1, 2, 3, None], NAMES],
        [["Flight", "Flight", None, "Money"], [None, "Start", None, "Net"]],
        [[None, "Alder", "Birch", None], ["Market", "Budget", "Budget", "Total"]],
    ],
    ids=[
        "one row",
        "blanks",
        "a tag",
        "tags over some of the names",
        "a remark",
        "numbers side by side",
        "blank below",
        "vendors over budgets",
    ],
)
def test_what_stands_alone_stays_alone(rows: list[list[Cell]]) -> None:
    said = [[None if cell == " " else cell for cell in row] for row in rows]
    assert texts(rows) == said


def test_a_group_heading_is_carried_over_the_names_below_it() -> None:
    assert texts([["Place", "Flight", None, "Money"], NAMES])[0] == ["Place", "Flight", "Flight", "Money"]


def test_a_month_in_small_letters_is_carried_as_well() -> None:
    rows: list[list[Cell]] = [[None, "août 2026", None, "septembre 2026"], ["Titre", 17, 24, 7]]
    assert texts(rows)[0] == [None, "août 2026", "août 2026", "septembre 2026"]


def test_a_merge_says_how_far_it_reaches() -> None:
    rows: list[list[Cell]] = [[None, "Flight", None, "Money"], NAMES]
    assert texts(rows, Merge(1, 2, 1, 3))[0] == [None, "Flight", "Flight", "Money"]


def test_a_range_merged_downwards_speaks_once() -> None:
    rows: list[list[Cell]] = [["Site", "Flight", None, None], [None, "Start", "End", "Net"]]
    assert [row[0] for row in texts(rows, Merge(1, 1, 2, 1), Merge(1, 2, 1, 3))] == ["Site", None]


def test_where_a_carried_cell_stands_is_told() -> None:
    grid = Grid("Plan", [["Place", "Flight", None, None], NAMES])
    cell = header_cells(grid, (1, 2), range(1, 5))[1][3]
    assert (cell.value, cell.row, cell.column, cell.is_carried) == ("Flight", 1, 2, True)


def test_without_header_rows_there_is_nothing() -> None:
    assert header_cells(Grid("Plan", [NAMES]), (), (1, 2)) == {}
