"""A plan that was saved with our sheets is mapped without them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run
from worker.plans.files import own_sheets
from worker.service import MediaMapper
from worker.serving.routes import book_of
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.wire.requests import MapIn
from xl_addin.pages import page

PLAN = Grid("Plan", [["Site", "Cost"], ["A", 1.5]])


def grid(sheet: str, *row: Cell) -> Grid:
    return Grid(sheet, [[*row, None]])


def names(book: Book) -> list[str]:
    return [sheet.sheet for sheet in book.sheets]


def test_the_add_in_tells_them_by_the_same_marks() -> None:
    assert set(own_sheets.PAGES) == set(page.PAGES)
    assert own_sheets.OPENINGS == page.OPENINGS
    assert (own_sheets.ELSE, own_sheets.LINEAGE) == (page.ELSE, page.LINEAGE)


@pytest.mark.parametrize(
    "sheet",
    [
        grid("Review", "Our review of the year"),
        grid("Checks", "My own list"),
        grid("Checks", None, "Checks"),
        grid("Raw data", "Site", "Cost"),
        grid("Start", None, "Kick-off"),
        grid("Plan B", "Review of plan.xlsx"),
        Grid("Review", []),
        Grid("Raw data", []),
    ],
)
def test_a_planners_own_sheet_stays(sheet: Grid) -> None:
    book = Book("plan.xlsx", (PLAN, sheet))
    assert own_sheets.without_ours(book) is book


@pytest.mark.parametrize(
    "sheet",
    [
        grid("Review", "Review of plan.xlsx"),
        grid("Review (MediaMapper)", "Review of plan.xlsx"),
        grid("Review rows", "What each row of the plan is"),
        grid("Raw data", "publisher", *own_sheets.LINEAGE, None),
        grid("Checks", "Checks of plan.xlsx"),
    ],
)
def test_ours_goes_and_is_named(sheet: Grid) -> None:
    left = own_sheets.without_ours(Book("plan.xlsx", (sheet, PLAN)))
    assert names(left) == ["Plan"]
    (note,) = left.findings
    assert (note.code, note.severity) == ("own-sheets", "note")
    assert f"'{sheet.sheet}'" in note.sentence


def test_of_our_own_workbook_the_empty_pages_go_too() -> None:
    pages = [
        grid("Start", None, "MediaMapper"),
        grid("Review", None, "Review"),
        grid("Raw data", None, "Raw data"),
    ]
    assert names(own_sheets.without_ours(Book("MediaMapper.xlsm", (*pages, PLAN)))) == ["Plan"]


def test_where_nothing_else_is_left_it_was_meant() -> None:
    book = Book("raw.xlsx", (grid("Raw data", *own_sheets.LINEAGE), grid("Checks", "Checks of plan.xlsx")))
    assert own_sheets.without_ours(book) is book


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A plan as it is after Map columns and Save."""
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    for row in (["Publisher", "Net cost", "Clicks"], ["Alpha", 10.5, 3], ["Beta", 20.5, 4]):
        book.active.append(row)
    review = book.create_sheet("Review", 0)
    review["A1"] = "Review of plan.xlsx"
    for row in (["Publisher", "Clicks"], ["Alpha", 3], ["Beta", 4]):
        review.append(row)
    book.create_sheet("Mine").append(["Publisher", "Clicks"])
    book["Mine"].append(["Gamma", 5])
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


def test_a_file_that_the_worker_reads(saved: Path, tmp_path: Path) -> None:
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    assert names(book_of(MapIn(path=str(saved)), mapper)) == ["Plan", "Mine"]
    assert names(book_of(MapIn(path=str(saved), without=["Mine", "Gone"]), mapper)) == ["Plan"]


def test_the_command_line(mediamapper: Run, saved: Path) -> None:
    def sheets(*options: str) -> Any:
        return [sheet["sheet"] for sheet in mediamapper("map", str(saved), "--json", *options).json["sheets"]]

    assert sheets() == ["Plan", "Mine"]
    assert sheets("--sheet", "Review") == ["Review"]  # who names it, means it
