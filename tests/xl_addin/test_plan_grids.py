"""A sheet read through the program's blocks is the sheet: the same grid, in few calls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from tests.xl_addin.excel_like import Sheet
from worker import settings as worker_settings
from worker.plans.files.reading import read_book
from worker.shapes.grid import Cell, Grid, Merge
from worker.wire.grid import GridIn
from xl_addin import plan_grids
from xl_addin.desk import Desk, read_plan
from xl_addin.engines.files.app import file_app

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/plan.xlsx"))


def sent(grid: Grid) -> Grid:
    """*grid* as the worker decodes what the add-in sends."""
    return msgspec.json.decode(json.dumps(plan_grids.wire_of(grid)), type=GridIn).shape()


def numbers(grid: Grid) -> dict[tuple[int, int], str]:
    """Formats of the cells that hold a number or a date: the others mean the same in any."""
    kinds = (int, float, date)
    return {
        at: code
        for at, code in grid.formats.items()
        if isinstance(value := grid.at(*at), kinds) and not isinstance(value, bool)
    }


def check_same(grid: Grid, back: Grid) -> None:
    assert back.cells == grid.cells
    assert set(back.merges) == set(grid.merges)
    assert numbers(back) == numbers(grid)
    assert back.fills == grid.fills
    assert (back.hidden_rows, back.hidden_columns) == (grid.hidden_rows, grid.hidden_columns)
    assert (back.errors, back.formulas) == (grid.errors, grid.formulas)


@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda plan: plan.parent.name)
def test_the_examples_read_as_their_files_do(plan: Path, tmp_path: Path) -> None:
    book = read_book(plan, settings=worker_settings.load(tmp_path))
    for grid in book.sheets:
        if grid.height * grid.width < 10_000:
            check_same(grid, sent(plan_grids.read_sheet(Sheet(grid))))


def test_a_plain_table_costs_few_calls() -> None:
    body: list[list[Cell]] = [[f"Site {i}", float(i), 0.5, date(2026, 1, 1)] for i in range(300)]
    header: list[Cell] = ["Site", "Cost", "Share", "Start"]
    formats = {(row, 3): "0%" for row in range(2, 302)} | {(row, 4): "dd.mm.yyyy" for row in range(2, 302)}
    sheet = Sheet(Grid("Plan", [header, *body], formats=formats))
    check_same(sheet.grid, sent(plan_grids.read_sheet(sheet)))
    assert sheet.calls < 20


def test_calls_are_bounded_however_mixed_the_sheet() -> None:
    cells: list[list[Cell]] = [[1.0] * 60 for _ in range(200)]
    every = [(r, c) for r in range(1, 201) for c in range(1, 61)]
    motley = Grid(
        "Plan",
        cells,
        formats={(r, c): f"0.{'0' * ((r + c) % 3 + 1)}" for r, c in every},
        fills={(r, c): ("FF0000", "00FF00")[(r + c) % 2] for r, c in every},
        merges=tuple(Merge(r, c, r, c + 1) for r, c in every if c % 2),
    )
    sheet = Sheet(motley)
    assert plan_grids.read_sheet(sheet).cells == cells
    assert sheet.calls < 5 * plan_grids.MOST_CALLS


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        (None, None),
        ("", None),
        ("text", "text"),
        ("=SUM", "=SUM"),
        (1.5, 1.5),
        (True, True),
        (float("nan"), None),
        (datetime(2026, 1, 5), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 8, 30), datetime(2026, 1, 5, 8, 30)),
        (datetime(1899, 12, 30, 8, 30), time(8, 30)),
    ],
)
def test_a_cells_value(shown: Any, read: Cell) -> None:
    assert plan_grids._plain(shown) == read


def test_an_empty_sheet_is_an_empty_grid() -> None:
    assert plan_grids.read_sheet(Sheet(Grid("Plan", [[None]]))).cells == []


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["Cost", "a b", "=x"]),
    st.floats(-1e6, 1e6).map(lambda x: round(x, 2)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.booleans(),
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    height, width = draw(st.integers(1, 12)), draw(st.integers(1, 9))
    cells = [[draw(CELLS) for _ in range(width)] for _ in range(height)]
    cells[-1][-1] = "end"
    places = [(r, c) for r in range(1, height + 1) for c in range(1, width + 1)]
    some = st.lists(st.sampled_from(places), max_size=8)
    top, left = draw(st.sampled_from(places))
    merge = Merge(
        top, left, min(top + draw(st.integers(0, 2)), height), min(left + draw(st.integers(0, 3)), width)
    )
    single = (merge.last_row, merge.last_column) == (top, left)
    return Grid(
        "Plan",
        cells,
        merges=() if single else (merge,),
        formats={at: draw(st.sampled_from(["0%", "0.00"])) for at in draw(some)},
        fills={at: draw(st.sampled_from(["FF0000", "000000"])) for at in draw(some)},
        hidden_rows=frozenset(row for row, _ in draw(some)),
        hidden_columns=frozenset(column for _, column in draw(some)),
    )


@settings(deadline=None, max_examples=60)
@given(grids())
def test_any_sheet_comes_back_whole(grid: Grid) -> None:
    check_same(grid, sent(plan_grids.read_sheet(Sheet(grid))))


# ---------------------------------------------------------------- the file


@pytest.fixture
def app() -> Iterator[Any]:
    with file_app() as app:
        yield app


def test_a_saved_plan_is_left_to_the_worker(app: Any, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    openpyxl.Workbook().save(path)
    assert plan_grids.saved_file(app.books.open(str(path))) == path


def test_a_book_without_a_file_is_read_here(app: Any) -> None:
    assert plan_grids.saved_file(app.books.add()) is None


def test_of_a_saved_file_our_sheets_are_left_out(app: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    book.active.append(["Site", "Cost"])
    book.create_sheet("Review")["A1"] = "Review of plan.xlsx"
    book.create_sheet("Checks")["A1"] = "The planner's own list"
    book.create_sheet("Old").sheet_state = "hidden"
    path = tmp_path / "plan.xlsx"
    book.save(path)
    plan = read_plan(Desk(app, app.books.open(str(path))))
    assert (plan.body["path"], plan.body["without"]) == (str(path), ["Review"])
    assert [grid.sheet for grid in plan.grids] == ["Plan", "Checks"]


def test_a_book_that_was_never_saved_is_read_whole(app: Any) -> None:
    book = app.books.add()
    sheet = book.sheets[0]
    sheet["A1"].value = [["Plan", None], ["Site", "Cost"], ["A", 1.5], ["B", "#N/A"]]
    sheet["A1:B1"].merge()
    sheet["A2:B2"].color = (255, 238, 0)
    sheet["B3"].number_format = "0.0"
    sheet.impl.xl["B5"] = "=SUM(B3:B4)"
    sheet.impl.xl["B5"].fill = PatternFill("solid", fgColor="FFFFFFFF")
    grid = plan_grids.read_sheet(sheet)
    assert grid.cells == [["Plan", None], ["Site", "Cost"], ["A", 1.5], ["B", None], [None, None]]
    assert grid.merges == (Merge(1, 1, 1, 2),)
    assert grid.fills == {(2, 1): "FFEE00", (2, 2): "FFEE00"}
    assert grid.formats == {(3, 2): "0.0"}
    assert grid.errors == {(4, 2): "#N/A"}
    assert (grid.formulas, grid.uncalculated) == ({(5, 2): "SUM(B3:B4)"}, {(5, 2)})
