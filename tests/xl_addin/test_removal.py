"""All of ours goes out of a plan, nothing of the planner's does, and Undo last brings it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName

from tests.xl_addin.test_ribbon import Rows, opened, taken_back
from xl_addin import ribbon, udfs


def names(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def test_a_plan_without_ours_stays_as_it_is(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    own = book.sheets.add("Checks", after=book.sheets["Plan"])
    own["A1"].value = "My own list"
    outcome = ribbon.remove_sheets()
    assert (outcome.ok, "no sheet and no formula of ours" in outcome.message) == (False, True)
    assert (names(book), own["A1"].value) == (["Plan", "Checks"], "My own list")


def test_our_own_workbook_keeps_its_sheets(app: Any, forgetful: Path, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "Start"
    made.create_sheet("Plan")
    made.defined_names["MM_Client"] = DefinedName("MM_Client", attr_text="Start!$A$1")
    made.save(tmp_path / "MediaMapper.xlsx")
    book = app.books.open(str(tmp_path / "MediaMapper.xlsx"))
    assert "its own" in ribbon.remove_sheets().message
    assert names(book) == ["Start", "Plan"]


def test_all_of_ours_goes_and_comes_back_by_undo(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    for click in (ribbon.map_columns, ribbon.accept_all_sure, ribbon.export_raw_data):
        assert click().ok
    there, raw = names(book), book.sheets["Raw data"].used_range.value
    rows = Rows(book)
    decisions = rows.decisions()
    rows.sheet.range((rows.at("Blorp"), 4)).value = "placement"  # typed, and not sent yet
    outcome = ribbon.remove_sheets()
    assert (outcome.ok, names(book)) == (True, ["Plan"])
    assert outcome.message.startswith(
        "Removed: Review, Review rows, Review fields, Summary, Raw data, Checks."
    )
    assert udfs.map_column("Blorp") == "placement"
    assert taken_back() == "Remove sheets"
    assert sorted(names(book)) == sorted(there)
    assert book.sheets["Raw data"].used_range.value == raw
    assert Rows(book).decisions()["Clicks"] == decisions["Clicks"]
    assert taken_back() == "What was typed into the Review sheet"
    assert udfs.map_column("Blorp") == "?"
