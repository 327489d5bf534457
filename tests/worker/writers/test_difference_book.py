"""The workbook of a difference, as a spreadsheet reads it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl

from worker.shapes.difference import AmountChange, Difference, FieldChange, LineChange, Place, SumChange
from worker.writers import difference_book

CHANGES = (
    LineChange(
        "changed",
        "k1",
        {"publisher": "=Meta", "placement": "Reels", "currency": "EUR"},
        Place("Plan", 7),
        Place("Plan v4", 9),
        [FieldChange("placement", "Feed", "Reels")],
        [],
        [AmountChange("net_cost", "EUR", 500.0, 450.0, -50.0)],
    ),
    LineChange("added", "k2", {"publisher": "Joyn"}, None, Place("Plan v4", 12), amounts=[AmountChange("net_cost", "EUR", 0.0, 30.0, 30.0)]),
)  # fmt: skip
SUMS = (SumChange("net_cost", "EUR", 1000.0, 980.0, -20.0, 30.0, 0.0, 0.0, -50.0, 0.0),)
DIFFERENCE = Difference("v3.xlsx", "v4.xlsx", 5, 6, CHANGES, SUMS, (), ())


def test_a_sheet_that_a_person_reads(tmp_path: Path) -> None:
    difference_book.write(DIFFERENCE, tmp_path / "d.xlsx")
    book = openpyxl.load_workbook(tmp_path / "d.xlsx")
    assert book.sheetnames == ["Difference", "Lines", "Details"]
    assert book["Difference"]["B2"].value == "v3.xlsx → v4.xlsx"
    assert book["Difference"]["B3"].value == "5 lines before, 6 after: 1 added, 1 changed."
    rows = list(book["Lines"].iter_rows(values_only=True))
    assert rows[1][:8] == ("changed", "=Meta · Reels", "placement: Feed → Reels", "Plan, row 7", "Plan v4, row 9", 500, 450, -50)  # fmt: skip
    assert rows[2][:4] == ("added", "Joyn", None, None)
    assert book["Lines"]["B2"].data_type == "s"
    assert [cell.value for cell in book["Details"][2]][2:6] == ["Placement", None, "Feed", "Reels"]
    assert len(book["Difference"]._charts) == 1


def test_a_text_longer_than_a_cell_takes_is_cut(tmp_path: Path) -> None:
    long = "x" * 40_000
    change = LineChange(
        "changed", "k", {"placement": long}, None, None, [FieldChange("notes", long, "short")]
    )
    difference_book.write(Difference(long, "v4", 1, 1, (change,), (), (), ()), tmp_path / "d.xlsx")
    book = openpyxl.load_workbook(tmp_path / "d.xlsx")
    cells = [
        book["Lines"]["B2"],
        book["Lines"]["C2"],
        book["Details"]["E2"],
        book["Difference"]["B2"],
    ]
    assert [len(cell.value) for cell in cells] == [32_767] * 4


def test_counts_are_whole_and_money_has_cents(tmp_path: Path) -> None:
    shown = AmountChange("planned_impressions", None, 1000.0, 1500.0, 500.0)
    change = LineChange(
        "changed", "k", {"placement": "x"}, None, None, amounts=[shown, CHANGES[0].amounts[0]]
    )
    sums = (
        SumChange("net_cost", "EUR", 500.5, 450.0, -50.5, 0.0, 0.0, 0.0, -50.5, 0.0),
        SumChange("planned_impressions", None, 1000.0, 1500.0, 500.0, 0.0, 0.0, 500.0, 0.0, 0.0),
    )
    difference_book.write(Difference("a", "b", 1, 1, (change,), sums, (), ()), tmp_path / "d.xlsx")
    page = openpyxl.load_workbook(tmp_path / "d.xlsx")["Difference"]
    assert [page[place].number_format for place in ("D6", "D7")] == ["#,##0.00", "#,##0"]
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_two_versions_that_are_one(tmp_path: Path) -> None:
    same = Difference("a", "b", 1, 1, (), (SumChange("net_cost", None, 1, 1, 0, 0, 0, 0, 0, 0),), (), ())
    difference_book.write(same, tmp_path / "d.xlsx")
    with zipfile.ZipFile(tmp_path / "d.xlsx") as archive:
        assert not [name for name in archive.namelist() if "chart" in name]
