"""The file engine behaves as xlwings users expect, without a spreadsheet program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xl_addin.engines.files.app import file_app


@pytest.fixture
def app() -> Iterator[Any]:
    with file_app() as app:
        yield app


@pytest.fixture
def sheet(app: Any) -> Any:
    return app.books.add().sheets[0]


@pytest.mark.parametrize(
    ("address", "written", "read"),
    [
        ("A1", None, None),
        ("A1", "text", "text"),
        ("A1", 3, 3.0),
        ("A1", True, True),
        ("A1", dt.datetime(2026, 1, 5, 12, 30), dt.datetime(2026, 1, 5, 12, 30)),
        ("A1:B1", [1, 2], [1.0, 2.0]),
        ("A1:A2", [[1], [2]], [1.0, 2.0]),
        ("A1:B2", [["a", None], [None, 4]], [["a", None], [None, 4.0]]),
        ("B2:C3", 0, [[0.0, 0.0], [0.0, 0.0]]),
    ],
)
def test_values_come_back_as_written(sheet: Any, address: str, written: Any, read: Any) -> None:
    sheet.range(address).value = written
    assert sheet.range(address).value == read


def test_a_new_sheet_prints_landscape_under_its_frozen_head(sheet: Any, tmp_path: Path) -> None:
    new = sheet.book.sheets.add("Review")
    new.freeze_panes.freeze_at("1:4")
    sheet.book.save(tmp_path / "book.xlsx")
    xl = openpyxl.load_workbook(tmp_path / "book.xlsx")["Review"]
    assert (xl.page_setup.orientation, xl.page_setup.fitToHeight) == ("landscape", 0)
    assert xl.sheet_properties.pageSetUpPr.fitToPage and xl.print_title_rows == "$1:$4"


def test_a_block_written_at_its_first_cell_spreads(sheet: Any) -> None:
    sheet["B2"].value = [["Header", "Field"], ["Clicks", "clicks"]]
    assert sheet.used_range.address == "$B$2:$C$3"
    assert sheet["B2"].expand().value == [["Header", "Field"], ["Clicks", "clicks"]]


@pytest.mark.parametrize(
    ("number_format", "kept_as"),
    [("@", "s"), ("General", "f")],
)
def test_text_that_starts_with_equals_is_a_formula_unless_the_cell_is_text(
    sheet: Any, number_format: str, kept_as: str
) -> None:
    sheet["A1"].number_format = number_format
    sheet["A1"].value = "=1+1"
    assert sheet.api["A1"].data_type == kept_as


def test_text_stays_text_in_the_saved_file(app: Any, tmp_path: Path) -> None:
    book = app.books.add()
    book.sheets[0]["A1:A2"].number_format = "@"
    book.sheets[0]["A1"].value = [["=HYPERLINK(1)"], ["@SUM(A1)"]]
    book.save(str(tmp_path / "text.xlsx"))
    again = app.books.open(str(tmp_path / "text.xlsx"))
    assert [cell.data_type for (cell,) in again.sheets[0].api["A1:A2"]] == ["s", "s"]


def test_sheets_are_added_beside_others(app: Any) -> None:
    book = app.books.add()
    book.sheets[0].name = "Plan"
    book.sheets.add("Review", before=book.sheets["Plan"])
    book.sheets.add("Checks", after=book.sheets["Plan"])
    assert [s.name for s in book.sheets] == ["Review", "Plan", "Checks"]
    book.sheets["review"].delete()
    assert [s.name for s in book.sheets] == ["Plan", "Checks"]


def test_formats_are_read_back(sheet: Any) -> None:
    block = sheet["A1:B2"]
    block.color = (255, 244, 206)
    block.font.bold = True
    block.font.color = (5, 99, 193)
    block.number_format = "0%"
    block.wrap_text = True
    block.column_width = 30
    block.row_height = 22
    cell = sheet["B2"]
    found = (
        cell.color,
        cell.font.bold,
        cell.font.color,
        cell.number_format,
        cell.wrap_text,
        cell.column_width,
    )
    assert found == ((255, 244, 206), True, (5, 99, 193), "0%", True, 30)


def test_merging_and_unmerging(sheet: Any) -> None:
    sheet["A1:C1"].merge()
    assert sheet["B1"].merge_area.address == "$A$1:$C$1"
    sheet["A1:C1"].unmerge()
    assert not sheet["A1"].merge_cells


def test_a_drop_down_offers_a_range_and_is_replaced_not_doubled(sheet: Any) -> None:
    sheet["D1"].value = [["net_cost"], ["spend"]]
    sheet["A1:A5"].data_validation.set_list(["a", "b"])
    sheet["A1:A5"].data_validation.set_list(sheet["D1:D2"])
    assert sheet["A3"].data_validation.type == "list"
    assert len(sheet.api.data_validations.dataValidation) == 1


def test_a_link_leads_inside_the_workbook(sheet: Any) -> None:
    sheet["A1"].add_hyperlink("#'Plan 1'!B7", "Plan 1!B7")
    assert (sheet["A1"].value, sheet["A1"].hyperlink) == ("Plan 1!B7", "#'Plan 1'!B7")


def test_saving_over_a_folder_leaves_nothing_half_written(app: Any, tmp_path: Path) -> None:
    (tmp_path / "there.xlsx").mkdir()
    with pytest.raises(OSError, match="there.xlsx"):
        app.books.add().save(str(tmp_path / "there.xlsx"))
    assert [path.name for path in tmp_path.iterdir()] == ["there.xlsx"]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_by_name(app: Any, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.xlsx").write_bytes(content)
    with pytest.raises(ValueError, match="broken.xlsx"):
        app.books.open(str(tmp_path / "broken.xlsx"))
