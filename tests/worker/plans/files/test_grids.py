"""What the child sends becomes grids: the used area cut, merges checked, styles looked up."""

from __future__ import annotations

from array import array

import pytest

from worker.plans.files import child_wire
from worker.plans.files.child_wire import Facts, Message
from worker.plans.files.grids import MOST_IN_ROWS, grids
from worker.shapes.blocks import Blocks
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell, Grid, Merge

ROWS: list[list[Cell]] = [["Vendor", "Cost"], ["Alder", 1000.0], ["Birch", 2500.0]]


def one(rows: list[list[Cell]], facts: Facts, hidden: bool = False) -> tuple[Grid, list[str]]:
    """The grid of a sheet of these rows, and the codes of what is said of it."""
    columns = [child_wire.pack(column) for column in zip(*rows, strict=True)]
    used = facts.get("used", (len(rows), len(rows[0]) if rows else 0))
    messages: list[Message] = [("sheets", ["Plan"], [hidden])]
    if rows:
        messages.append(("rows", len(rows), columns))
    messages.append(("sheet", Facts(**{**facts, "used": used})))  # type: ignore[typeddict-item]
    (grid,), findings = grids(messages)
    return grid, codes(findings)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def at(row: int, column: int) -> int:
    return row << 16 | column


def style(row: int, column: int, number: int) -> bytes:
    return array("Q", [at(row, column) << 16 | number]).tobytes()


def test_values_alone_are_a_grid() -> None:
    assert one(ROWS, {}) == (Grid("Plan", ROWS), [])


def test_a_hidden_sheet_says_so() -> None:
    assert one(ROWS, {}, hidden=True)[0].hidden


@pytest.mark.parametrize(
    ("facts", "height", "width"),
    [
        ({"used": (2, 1)}, 2, 1),
        ({"merges": [(1, 1, 1, 4)]}, 3, 4),
        ({"merges": [(1, 1, 1, 5_000)]}, 3, 2),
        ({"merges": [(9, 1, 9, 4)]}, 3, 2),
        ({"uncalculated": [at(5, 3)]}, 5, 3),
        ({"errors": {at(4, 1): "#REF!"}}, 4, 2),
        ({"styles": style(2, 4, 1), "fills": {"1": "FF0000"}, "formats": {}}, 3, 4),
        ({"styles": style(9, 4, 1), "fills": {"1": "FF0000"}, "formats": {}}, 3, 2),
    ],
    ids=["cut", "title", "title over all", "merge below", "formula", "error", "fill beside", "fill below"],
)
def test_the_used_area(facts: Facts, height: int, width: int) -> None:
    grid, _ = one(ROWS, facts)
    assert (grid.height, grid.width) == (height, width)
    assert {len(row) for row in grid.cells} == {width}


def test_formats_and_fills_are_looked_up_by_style() -> None:
    facts: Facts = {
        "styles": style(2, 2, 3) + style(3, 2, 4),
        "formats": {"3": "0%"},
        "fills": {"4": "00FF00"},
    }
    grid, _ = one(ROWS, facts)
    assert (grid.formats, grid.fills) == ({(2, 2): "0%"}, {(3, 2): "00FF00"})


def test_hidden_rows_and_columns_end_with_the_used_area() -> None:
    grid, _ = one(ROWS, {"hidden_rows": [2, 99], "hidden_columns": [(2, 99)]})
    assert (grid.hidden_rows, grid.hidden_columns) == (frozenset({2}), frozenset({2}))


@pytest.mark.parametrize(
    ("merges", "left"),
    [
        ([(1, 1, 1, 2), (2, 1, 3, 1)], [Merge(1, 1, 1, 2), Merge(2, 1, 3, 1)]),
        ([(1, 1, 1, 2), (1, 1, 1, 2)], [Merge(1, 1, 1, 2)]),
        ([(2, 1, 900, 1)], [Merge(2, 1, 3, 1)]),
        ([(3, 1, 900, 1)], []),
    ],
)
def test_merges_are_cut_to_the_used_area(merges: list[tuple[int, int, int, int]], left: list[Merge]) -> None:
    grid, notes = one(ROWS, {"merges": merges})
    assert (list(grid.merges), notes) == (left, [])


def test_a_merge_that_crosses_another_is_left_out_and_said() -> None:
    grid, notes = one(ROWS, {"merges": [(1, 1, 2, 2), (2, 2, 3, 2)]})
    assert (list(grid.merges), notes) == ([Merge(1, 1, 2, 2)], ["merges-cross"])


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"uncalculated": [at(2, 2)]}, "formula-not-calculated"),
        ({"cut": 2}, "text-cut"),
        ({"more_merges": True, "merges": []}, "merges-not-read"),
        ({"detailed_to": 20_000}, "details-not-read"),
    ],
)
def test_what_was_not_read_is_said(facts: Facts, code: str) -> None:
    assert one(ROWS, facts)[1] == [code]


def test_blank_columns_of_a_large_sheet_take_no_room() -> None:
    blank = [child_wire.pack(("",) * 2_000)] * 100
    messages: list[Message] = [("sheets", ["Plan"], [False]), ("rows", 2_000, blank)]
    messages.append(("sheet", {"used": (2_000, 100)}))
    (grid,), _ = grids(messages)
    assert grid.height == 2_000 and len({id(column) for column in grid.blocks()[0].columns}) == 1


@pytest.mark.parametrize(("rows", "columns"), [(2_000, 50), (5_000, 20), (2_001, 50), (4_100, 30)])
def test_a_sheet_is_the_same_kept_as_rows_or_as_columns(rows: int, columns: int) -> None:
    cells: list[list[Cell]] = [
        [f"{row} {at}" if at == 0 else row / (at + 1) for at in range(columns)] for row in range(rows)
    ]
    messages: list[Message] = [("sheets", ["Plan"], [False])]
    for first in range(0, rows, child_wire.BLOCK):
        some = cells[first : first + child_wire.BLOCK]
        messages.append(("rows", len(some), [child_wire.pack(column) for column in zip(*some, strict=True)]))
    messages.append(("sheet", {"used": (rows, columns)}))
    (grid,), _ = grids(messages)
    assert grid.cells == cells
    assert isinstance(grid.cells, Blocks) == (rows * columns > MOST_IN_ROWS)
