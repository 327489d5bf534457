"""A table as it is compared: its name, its headers, the amounts of its lines."""

from __future__ import annotations

import pytest

from worker.plans import layout
from worker.plans.versions.candidates import candidate_of, numbers_of, table_name
from worker.shapes.grid import Cell, Grid

ROWS: list[list[Cell]] = [
    ["Publisher", "Start date", "Net cost", "Clicks"],
    ["Alpha News", "2026-01-05", 100.5, 3],
    ["Beta Radio", "2026-01-12", 200, 4],
    ["Total", None, 300.5, 7],
]


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [((None, "5", True), []), ((1, 2.5, None), [1.0, 2.5])],
)
def test_numbers_are_no_texts_and_no_flags(cells: tuple[Cell, ...], numbers: list[float]) -> None:
    assert numbers_of(cells) == numbers


@pytest.mark.parametrize(
    ("sheet", "roles", "places"),
    [
        ("Plan", set(), False),
        ("Plan v2", {"version"}, False),
        ("Option B", {"option"}, False),
        ("Germany", set(), True),
        ("Zachód", set(), True),
        ("Nord", set(), True),
        ("Option Germany", {"option"}, True),
    ],
)
def test_a_candidate_has_its_sheets_version_and_its_lines(sheet: str, roles: set[str], places: bool) -> None:
    grid = Grid(sheet, ROWS)
    understood = layout.understand(grid)
    one = candidate_of(understood, grid, 0, 0)
    assert one.name == table_name(understood, 0) == sheet
    assert (one.version.roles, one.places) == (roles, places)
    assert one.headers == {"publisher", "start date", "net cost", "clicks"}
    assert one.amounts == {("alpha news",): 103.5, ("beta radio",): 204.0}


@pytest.mark.parametrize(
    ("sheet", "by_time"), [("W1", True), ("May v2", True), ("v1", False), ("Plan", False)]
)
def test_a_version_is_no_week(sheet: str, by_time: bool) -> None:
    grid = Grid(sheet, ROWS)
    assert candidate_of(layout.understand(grid), grid, 0, 0).named_by_time is by_time


def test_a_sheet_above_whose_table_stands_that_it_is_void_says_so() -> None:
    grid = Grid("Plan", [["SUPERSEDED", None, None, None], [None] * 4, *ROWS])
    assert "void" in candidate_of(layout.understand(grid), grid, 0, 0).version.roles
