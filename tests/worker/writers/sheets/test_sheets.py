"""What the sheets of a raw-data workbook show, read back by another program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.worker.writers.small_table import FINDINGS, TOTALS, raw_of
from worker.shapes.accounts import FATE_COLOURS, FATE_WORDS, FATES, Account, Accounts, FateMap
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import Grid
from worker.shapes.question import Question
from worker.shapes.summary import (
    Breakdown,
    ColumnNote,
    Flighting,
    FlightLine,
    Measure,
    Months,
    Summary,
    Sums,
)
from worker.writers import writing
from worker.writers.sheets import checks, fates, flighting, raw_data, reconciliation, summary
from worker.writers.sheets.dress import BAD, GOOD

NET = Measure("net_cost", "Net cost", True)
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
SUMMARY = Summary(
    plan="=plan.xlsx",
    verdict="Needs a person.",
    settled=False,
    rows=2,
    lines=1,
    first=JAN,
    last=date(2026, 2, 28),
    measures=(NET,),
    totals=Breakdown("Currency", (Sums("All rows", "EUR", (30.0,)),)),
    breakdowns=(Breakdown("Channel", (Sums("TV", "EUR", (20.0,)), Sums("=OOH", "EUR", (10.0,)))),),
    months=Months(NET, "EUR", ("TV", "=OOH"), (JAN, FEB), ((20.0, 0.0), (0.0, 10.0))),
    flighting=Flighting(
        ("Channel",),
        NET,
        "month",
        (JAN, FEB),
        (FlightLine(("TV",), "TV", 20.0, (20.0, None)), FlightLine(("=OOH",), "=OOH", 10.0, (None, 10.0))),
    ),
    decisions=(ColumnNote("Plan!H", "=Cost", "Net cost", "Decided for this export."),),
    left_out=(ColumnNote("Plan!J", "Margin", None, "No field for margins."),),
    tables_left_out=("'Rates' is a price list.",),
    questions=(Question("year", "year", "Which year?", default="2026"),),
)
GRID = Grid("Plan", [["=Cost", 1.5, date(2026, 1, 5)], [None, 0.25, True]], formats={(2, 2): '0.0%" of x"'})
FATE_MAP = FateMap(GRID, np.array([[-1, 0, -1], [-1, FATES.index("unexplained"), -1]], dtype=np.int8))


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    accounts = Accounts({"exported": Account(1), "unexplained": Account(1)})
    raw = raw_of(["A", "B"], findings=FINDINGS, totals=TOTALS, accounts=accounts, fate_maps=(FATE_MAP,))
    writing.write(raw, tmp_path / "raw.xlsx", SUMMARY)
    return load_workbook(tmp_path / "raw.xlsx")


def texts(sheet: Any) -> list[list[Any]]:
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if row]


def test_the_summary_comes_first(book: Workbook) -> None:
    assert book.sheetnames == [
        summary.NAME,
        raw_data.NAME,
        flighting.NAME,
        checks.NAME,
        reconciliation.NAME,
        fates.NAME,
    ]


def test_nothing_is_a_formula_or_a_link(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_every_sheet_prints_one_page_wide_across_the_paper(book: Workbook) -> None:
    assert {(s.page_setup.orientation, s.page_setup.fitToWidth or 1, s.sheet_properties.pageSetUpPr.fitToPage) for s in book} == {("landscape", 1, True)}  # fmt: skip
    assert {name for name in book.sheetnames if not book[name].print_title_rows} == {summary.NAME}


def test_the_summary_says_all_in_short(book: Workbook) -> None:
    rows = texts(book[summary.NAME])
    for row in (
        ["Raw data of =plan.xlsx"],
        ["Needs a person. See the questions below and the sheets Checks and Reconciliation."],
        ["Which year? (open; taken: 2026)"],
        ["All", "EUR", 30],
        ["=OOH", "EUR", 10],
        ["=Cost", "H", "Net cost. Decided for this export."],
        ["Margin", "J", "No field for margins."],
        ["'Rates' is a price list."],
        ["Exported", 1, FATE_WORDS["exported"]],
    ):
        assert row in rows
    assert len(book[summary.NAME]._charts) == 1


def test_the_flighting_is_dark_where_a_line_runs(book: Workbook) -> None:
    sheet = book[flighting.NAME]
    row = flighting.HEAD + 2
    cells = [[sheet.cell(r, c).fill.fgColor.rgb for c in (3, 4)] for r in (row, row + 1)]
    white = "FFFFFFFF"
    assert [[colour == white for colour in line] for line in cells] == [[False, True], [True, False]]
    assert cells[0][0] != cells[1][1]  # a colour a channel


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [((None, None), [None, None]), ((0.0, None), [flighting.SHADES[1], None]), ((1.0, 4.0), [0.55, 1.0])],
)
def test_shades_go_by_the_lines_own_amounts(cells: Any, wanted: list[float | None]) -> None:
    assert flighting.shades(FlightLine((), "", 0.0, cells)) == wanted


def test_the_copy_of_the_plan_is_coloured_by_fate(book: Workbook) -> None:
    sheet = book[fates.NAME]
    top = next(row[0].row for row in sheet.iter_rows() if row[1].value == "A") + 1
    first, second = sheet.cell(top, 3), sheet.cell(top + 1, 3)
    assert [sheet.cell(top - 1, c).value for c in (2, 3, 4)] == ["A", "B", "C"]
    assert [sheet.cell(r, 1).value for r in (top, top + 1)] == [1, 2]
    assert (first.value, first.fill.fgColor.rgb[2:]) == (1.5, FATE_COLOURS["exported"][1:])
    assert (second.number_format, second.fill.fgColor.rgb[2:]) == ("0.0%", FATE_COLOURS["unexplained"][1:])
    assert sheet.cell(top, 2).fill.fill_type is None


def test_a_long_sheet_is_copied_in_part(tmp_path: Path) -> None:
    grid = Grid("Plan", [[1.0]] * (fates.MOST_ROWS + 10))
    raw = raw_of(["A"], fate_maps=(FateMap(grid, np.zeros((grid.height, 1), dtype=np.int8)),))
    writing.write(raw, tmp_path / "raw.xlsx")
    rows = texts(load_workbook(tmp_path / "raw.xlsx")[fates.NAME])
    assert rows[-1] == ["The copy ends here; the plan's sheet has 510 rows and 1 columns."]
    assert [510, "Exported. They stand in the raw data."] in rows


@pytest.mark.parametrize(
    ("plan", "plain"),
    [
        ("", "General"),
        ("@", "General"),
        ("#,##0.00 [$€-407]", "#,##0.00"),
        ('0.0%" of x"', "0.0%"),
        ("0;[Red]-0", "0"),
        ('"broken', "General"),
    ],
)
def test_a_strangers_number_format_is_never_written(plan: str, plain: str) -> None:
    assert fates.plain_format(plan) == plain


def test_findings_of_one_kind_fold_below_the_first(tmp_path: Path) -> None:
    many = [Finding("b", "note", f"n{n}") for n in range(5)]
    writing.write(raw_of(["A"], findings=[many[0], Finding("a", "error", "e"), *many[1:]]), tmp_path / "raw.xlsx")  # fmt: skip
    sheet = load_workbook(tmp_path / "raw.xlsx")[checks.NAME]
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        "e",
        "n0",
        "n1",
        "n2",
        "... and 2 more of this kind: open them with the + at the left.",
        "n3",
        "n4",
    ]
    assert [row for row, look in sheet.row_dimensions.items() if look.hidden] == [7, 8]


def test_totals_that_agree_fold_to_a_line_a_level(tmp_path: Path) -> None:
    weeks = [Total("cost", "EUR", 1.0, 1.0, 0.0, True, "period", f"W{n}") for n in range(4)]
    writing.write(raw_of(["A"], totals=(*weeks, *TOTALS)), tmp_path / "raw.xlsx")
    sheet = load_workbook(tmp_path / "raw.xlsx")[reconciliation.NAME]
    shown = [row for row in range(2, sheet.max_row + 1) if not sheet.row_dimensions[row].hidden]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 8).value) for row in shown] == [
        ("differs", "Subtotal"),
        ("unconfirmed", "sum of the lines"),
        ("agrees", "Total"),
        ("agrees", "4 totals of this level agree: open them with the + at the left."),
    ]
    assert [sheet.cell(row, 1).fill.fgColor.rgb[2:] for row in (2, 4)] == [BAD[1:], GOOD[1:]]


def test_a_long_finding_has_a_row_as_high_as_its_text(tmp_path: Path) -> None:
    findings = [Finding("a", "note", "short"), Finding("b", "note", "long words " * 30)]
    writing.write(raw_of(["A"], findings=findings), tmp_path / "raw.xlsx")
    rows = load_workbook(tmp_path / "raw.xlsx")[checks.NAME].row_dimensions
    assert [round(rows[at].height / checks.LINE_HEIGHT) for at in (2, 3)] == [1, 5]


def test_a_sheet_with_exported_numbers_is_copied_before_others(tmp_path: Path) -> None:
    hidden = FateMap(Grid("FX", [[1.16]]), np.array([[FATES.index("left_out")]], dtype=np.int8))
    writing.write(raw_of(["A"], fate_maps=(hidden, FATE_MAP)), tmp_path / "raw.xlsx")
    book = load_workbook(tmp_path / "raw.xlsx")
    names = [fates.NAME, f"{fates.NAME} (2)"]
    assert [book[name]["A1"].value.rpartition(": ")[2] for name in names] == ["Plan", "FX"]
