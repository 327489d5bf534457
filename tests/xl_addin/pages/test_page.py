"""Ours and the planner's: told apart by what stands on a sheet."""

from __future__ import annotations

from typing import Any

import pytest

from worker.errors import UsageError
from xl_addin.looks import RULE
from xl_addin.pages import page


def sheet(book: Any, name: str, *top: Any) -> Any:
    made = book.sheets.add(name, after=book.sheets[-1])
    if top:
        made["A1"].value = [list(top)]
    return made


@pytest.mark.parametrize(
    ("name", "top"),
    [
        ("Plan", ("Review of ",)),
        ("Review", ("Site", "Cost")),
        ("Checks", ("To check",)),
        ("Checks", ()),
        ("Raw data", ("Site", "Cost")),
        ("Start", ("Review of ",)),
        ("Memory report", ("What we hold",)),
    ],
)
def test_a_planners_sheet_is_left_alone(book: Any, name: str, top: tuple[str, ...]) -> None:
    made = sheet(book, name, *top) if name != "Plan" else book.sheets["Plan"]
    assert not page.is_ours(made)
    assert made.name in [own.name for own in page.plan_sheets(book)]


@pytest.mark.parametrize(
    ("name", "top"),
    [
        ("Review", ("Review of plan.xlsx",)),
        ("Review (MediaMapper)", ("Review of plan.xlsx",)),
        ("Raw data", ("net_cost", "source_sheet", "source_row", "source_column")),
        ("Checks", ("Checks of plan.xlsx",)),
        ("Review fields", ("Field", "Type", "Meaning")),
    ],
)
def test_what_we_wrote_is_ours(book: Any, name: str, top: tuple[str, ...]) -> None:
    assert page.is_ours(sheet(book, name, *top))
    assert [own.name for own in page.plan_sheets(book)] == ["Plan"]


def test_hidden_sheets_are_not_the_plan(book: Any) -> None:
    sheet(book, "Lists", "a").visible = False
    assert [own.name for own in page.plan_sheets(book)] == ["Plan"]


def test_a_page_takes_the_place_of_its_older_self(book: Any) -> None:
    first = page.fresh(book, page.CHECKS)
    page.title(first, "Checks of plan")
    sheet(book, "Behind")
    second = page.fresh(book, page.CHECKS)
    assert [each.name for each in book.sheets] == ["Plan", "Checks", "Behind"]
    assert second["A1"].value is None


def test_a_protected_structure_is_said(book: Any) -> None:
    from openpyxl.workbook.protection import WorkbookProtection

    book.api.security = WorkbookProtection(lockStructure=True)
    with pytest.raises(UsageError, match="protected.*Unprotect"):
        page.fresh(book, page.CHECKS)


@pytest.mark.parametrize("cell", [None, 1.5, "text"])
def test_cells_that_fit_are_not_cut(cell: Any) -> None:
    assert page.cut(cell) == cell


def test_a_text_too_long_for_a_cell_is_cut_and_shows_it() -> None:
    cut = page.cut("x" * 40_000)
    assert len(cut) == page.LONGEST_TEXT and cut.endswith(" …")


def test_a_tables_rows_look_alike(book: Any) -> None:
    made = sheet(book, "Table")
    page.table_head(made, 1, ["Name", "Count"], ["@", "0"])
    page.body(made, 2, [["one", 1], ["two", 2]], ["@", "0"])
    assert [made.range(at).horizontal_alignment for at in ("A1", "B1", "A3", "B3")] == ["left", "right"] * 2
    assert made.range("A2:B3").borders["inside_horizontal"].color == RULE
    assert made.range("A3").row_height == page.ROW_HEIGHT


def test_rows_are_as_high_as_their_text(book: Any) -> None:
    made = sheet(book, "Table")
    rows = [["short", "word " * 30], ["word " * 30, "short"], ["", None]]
    page.body(made, 1, rows, ["@", "@"])
    page.heights(made, 1, rows, (20, 20), (1,))
    tall, *others = [made.range((at, 1)).row_height for at in (1, 2, 3)]
    assert others == [page.ROW_HEIGHT] * 2 and tall > 5 * page.LINE_HEIGHT
