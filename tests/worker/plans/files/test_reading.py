"""Every format that planners send comes out as the same shapes."""

import datetime as dt
import os
import sys
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.styles import Color, PatternFill

from tests.systems import named_pipes
from worker.errors import FileProblem
from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.grid import Merge


@pytest.fixture
def read(tmp_path):
    def reading(file, sheets=None, **settings):
        return read_book(tmp_path / file, settings=Settings(memory_dir=tmp_path, **settings), sheets=sheets)

    return reading


@pytest.fixture
def book(tmp_path, read):
    """Give it a function that fills an openpyxl sheet; it comes back read."""

    def making(fill, file="plan.xlsx"):
        workbook = openpyxl.Workbook()
        fill(workbook.active)
        workbook.save(tmp_path / file)
        return read(file)

    return making


@pytest.fixture
def grid(book):
    return lambda fill: book(fill).sheets[0]


ROWS = [
    ["Publisher", "Start", "Net cost", "Live"],
    ["Le Monde", dt.datetime(2026, 3, 1), 1200.5, True],
    [None, dt.datetime(2026, 3, 2, 14, 30), 3, False],
]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize("file", ["plan.xlsx", "plan.xlsm", "plan.xls"])
def test_values(tmp_path, read, file):
    date_format = "yyyy-mm-dd hh:mm"
    if file == "plan.xls":
        old = xlwt.Workbook()
        sheet = old.add_sheet("Plan")
        style = xlwt.easyxf(num_format_str=date_format)
        for at, row in enumerate(ROWS):
            for column, value in enumerate(row):
                sheet.write(at, column, value, *([style] if isinstance(value, dt.datetime) else []))
        old.save(tmp_path / file)
    else:
        new = openpyxl.Workbook()
        new.active.title = "Plan"
        for row in ROWS:
            new.active.append(row)
        new.save(tmp_path / file)
    found = read(file)
    assert found.name == file
    assert [sheet.sheet for sheet in found.sheets] == ["Plan"]
    assert found.sheets[0].cells == [
        ["Publisher", "Start", "Net cost", "Live"],
        ["Le Monde", dt.date(2026, 3, 1), 1200.5, True],
        [None, dt.datetime(2026, 3, 2, 14, 30), 3, False],
    ]
    assert found.findings == ()


def test_a1_is_the_origin_and_rows_are_of_one_length(grid):
    found = grid(lambda sheet: sheet.__setitem__("C3", "x"))
    assert found.cells == [[None] * 3, [None] * 3, [None, None, "x"]]


def test_other_values(grid):
    def fill(sheet):
        sheet.append([dt.time(9, 30), dt.timedelta(hours=30), "2026", "  padded  ", "Straße ☃ 広告"])
        sheet["B1"].number_format = "[h]:mm"

    assert grid(fill).cells == [
        [dt.time(9, 30), dt.timedelta(hours=30), "2026", "  padded  ", "Straße ☃ 広告"]
    ]


def test_1904_dates(tmp_path, read):
    workbook = xlsxwriter.Workbook(tmp_path / "mac.xlsx", {"date_1904": True})
    style = workbook.add_format({"num_format": "d/m/yyyy"})
    workbook.add_worksheet().write_datetime(0, 0, dt.datetime(2026, 7, 22), style)
    workbook.close()
    assert read("mac.xlsx").sheets[0].at(1, 1) == dt.date(2026, 7, 22)


def test_stray_formatting_is_cut(grid):
    def fill(sheet):
        sheet["B2"] = "end"
        sheet["H99"].number_format = "0%"
        sheet["Z1"] = " "
        sheet["A200"] = ""

    found = grid(fill)
    assert (found.height, found.width) == (2, 2)
    assert found.formats == {}


def test_a_large_sheet_keeps_every_value(tmp_path, read):
    rows = [[f"Line {n}", n, dt.date(2026, 1, 1 + n % 28), n / 8, None] for n in range(5_000)]
    rows[4_321][4] = "only here"
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Raw")
    for row in rows:
        sheet.append(row)
    workbook.save(tmp_path / "large.xlsx")
    assert read("large.xlsx").sheets[0].cells == rows


def test_a_very_large_sheet_says_what_was_not_read(tmp_path, read):
    """Beyond the size of a plan formats and formula texts end; values, errors and empty formulas do not."""
    workbook = xlsxwriter.Workbook(tmp_path / "small.xlsx")
    sheet = workbook.add_worksheet("Raw")
    money = workbook.add_format({"num_format": "#,##0.00 €"})
    for row in range(2_700):
        for column in range(20):
            sheet.write_number(row, column, row + column / 8, money)
    sheet.write_formula(2_600, 20, "=1/0", None, "#DIV/0!")
    sheet.write_formula(2_600, 21, "=A1", None, "")
    sheet.set_row(2_600, None, None, {"hidden": True})
    workbook.close()
    padded(tmp_path / "small.xlsx", tmp_path / "large.xlsx")
    found = read("large.xlsx")
    (grid,) = found.sheets
    assert (grid.height, grid.width) == (2_700, 22)
    assert grid.at(2_699, 20) == 2_698 + 19 / 8
    assert grid.errors == {(2_601, 21): "#DIV/0!"}
    assert grid.uncalculated == {(2_601, 22)}
    assert grid.hidden_rows == {2_601}
    assert [finding.code for finding in found.findings] == ["formula-not-calculated", "details-not-read"]
    last = max(row for row, _ in grid.formats)
    assert f"row {last:,} only" in found.findings[1].sentence
    assert set(grid.formats.values()) == {"#,##0.00 €"}


def padded(source, target):
    """The same workbook, with white space in its sheets' tags: large, and quickly made."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"<c ", b"<c" + b" " * 300) if "worksheets/" in name else data)


# ---------------------------------------------------------------- what the layout needs beside the values


def test_merges(grid):
    def fill(sheet):
        sheet["A1"], sheet["B2"] = "Q1", "end"
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A2:A4")

    found = grid(fill)
    assert set(found.merges) == {Merge(1, 1, 1, 3), Merge(2, 1, 4, 1)}
    assert (found.height, found.width) == (4, 3)
    assert found.cells[0] == ["Q1", None, None]


def test_a_title_merged_over_the_whole_sheet_does_not_widen_it(grid):
    def fill(sheet):
        sheet["A1"], sheet["B2"] = "Title", "end"
        sheet.merge_cells("A1:XFD1")

    found = grid(fill)
    assert found.width == 2
    assert found.merges == (Merge(1, 1, 1, 2),)


def test_merges_of_the_old_format(tmp_path, read):
    old = xlwt.Workbook()
    sheet = old.add_sheet("Plan")
    sheet.write_merge(0, 0, 1, 3, "January")
    sheet.write(1, 4, "end")
    old.save(tmp_path / "plan.xls")
    assert read("plan.xls").sheets[0].merges == (Merge(1, 2, 1, 4),)


def test_number_formats(grid):
    def fill(sheet):
        sheet.append([1, 0.25, 1000, 5, "text"])
        for cell, code in zip("ABCD", ["General", "0%", '#,##0.00 "€"', "mmm-yy"], strict=True):
            sheet[f"{cell}1"].number_format = code

    assert grid(fill).formats == {(1, 2): "0%", (1, 3): '#,##0.00 "€"', (1, 4): "mmm-yy"}


def test_fills(grid):
    def fill(sheet):
        sheet.append(["a", "b", "c", "d", "e"])
        colours = [
            Color(rgb="FFFFC000"),
            Color(rgb="FFFFFFFF"),
            Color(indexed=10),
            Color(theme=0),
            Color(theme=4, tint=0.4),
        ]
        for cell, colour in zip("ABCDE", colours, strict=True):
            sheet[f"{cell}1"].fill = PatternFill("solid", fgColor=colour)
        sheet["A1"].fill = PatternFill("solid", fgColor=colours[0])
        sheet["G1"].fill = PatternFill("solid", fgColor="00FF00")
        sheet["A1"].number_format = "@"

    found = grid(fill)
    assert found.fills[1, 1] == "FFC000"
    assert found.fills[1, 3] == "FF0000"
    assert found.fills[1, 7] == "00FF00"
    assert (1, 2) not in found.fills
    assert (1, 4) not in found.fills
    assert found.fills[1, 5] == "95B3D7"
    assert found.width == 7


def test_hidden(tmp_path, read):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["a", "b", "c", "d"])
    sheet.append([1, 2, 3, 4])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    workbook.create_sheet("Rates")["A1"] = 1
    workbook.create_sheet("Secret")["A1"] = 1
    workbook["Rates"].sheet_state = "hidden"
    workbook["Secret"].sheet_state = "veryHidden"
    workbook.save(tmp_path / "plan.xlsx")
    plan, rates, secret = read("plan.xlsx").sheets
    assert (plan.hidden, rates.hidden, secret.hidden) == (False, True, True)
    assert plan.hidden_rows == {2}
    assert plan.hidden_columns == {3}


def test_formulas_without_a_result(book):
    def fill(sheet):
        sheet.append([1, 2, "=SUM(A1:B1)"])
        sheet["D2"] = "=VLOOKUP(A1,A:B,2)"

    found = book(fill)
    (grid,) = found.sheets
    assert grid.formulas == {(1, 3): "SUM(A1:B1)", (2, 4): "VLOOKUP(A1,A:B,2)"}
    assert grid.at(1, 3) == 3
    assert grid.uncalculated == {(2, 4)}
    assert (grid.height, grid.width) == (2, 4)
    (finding,) = found.findings
    assert (finding.code, finding.sheet, finding.cell) == ("formula-not-calculated", "Sheet", "D2")
    assert finding.sentence.startswith("1 cell holds a formula without a stored result; read as")


def test_formulas_with_a_result(tmp_path, read):
    workbook = xlsxwriter.Workbook(tmp_path / "plan.xlsx")
    sheet = workbook.add_worksheet()
    sheet.write_formula("A1", "=1+1", None, 2)
    sheet.write_formula("B1", '=""', None, "")
    sheet.write_formula("C1", '=IF(1<2,"a & b")', None, "a & b")
    workbook.close()
    found = read("plan.xlsx")
    (grid,) = found.sheets
    assert grid.cells == [[2.0, None, "a & b"]]
    assert grid.formulas == {(1, 1): "1+1", (1, 2): '""', (1, 3): 'IF(1<2,"a & b")'}


def test_error_cells(tmp_path, read):
    workbook = xlsxwriter.Workbook(tmp_path / "plan.xlsx")
    sheet = workbook.add_worksheet()
    sheet.write_formula("B2", "=VLOOKUP(1,A:A,1)", None, "#N/A")
    workbook.close()
    (grid,) = read("plan.xlsx").sheets
    assert grid.cells == [[None, None], [None, None]]
    assert grid.errors == {(2, 2): "#N/A"}
    assert grid.uncalculated == frozenset()


# ---------------------------------------------------------------- which sheets


@pytest.fixture
def three(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Media Plan"
    for name in ("Rates", "Notes"):
        workbook.create_sheet(name)
    for sheet in workbook:
        sheet["A1"] = sheet.title
    workbook.create_chartsheet("Chart")
    workbook.save(tmp_path / "three.xlsx")
    return "three.xlsx"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, ["Media Plan", "Rates", "Notes"]),
        (["Notes", "Media Plan"], ["Media Plan", "Notes"]),
        (["media plan "], ["Media Plan"]),
        (["Rates", "Rates"], ["Rates"]),
    ],
)
def test_sheets_asked_for(read, three, asked, given):
    found = read(three, asked)
    assert [sheet.sheet for sheet in found.sheets] == given
    assert [sheet.at(1, 1) for sheet in found.sheets] == given


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("Media Plans", "Did you mean 'Media Plan'?"),
        ("xyz", "Its sheets: Media Plan, Rates, Notes."),
        ("Chart", "Its sheets"),
    ],
)
def test_a_sheet_that_is_not_there(read, three, asked, hint):
    with pytest.raises(FileProblem, match="There is no sheet") as caught:
        read(three, [asked])
    assert hint in caught.value.next_step


# ---------------------------------------------------------------- files that can't be opened


def problem(read, file):
    with pytest.raises(FileProblem) as caught:
        read(file)
    assert caught.value.next_step
    return caught.value


def test_missing(tmp_path, read):
    (tmp_path / "Plan 2026.xlsx").touch()
    found = problem(read, "Plan 2062.xlsx")
    assert found.code == "missing"
    assert found.next_step == "Did you mean Plan 2026.xlsx?"
    assert problem(read, "no folder/plan.xlsx").code == "missing"


def test_no_file(tmp_path, read):
    (tmp_path / "empty.xlsx").touch()
    assert problem(read, "empty.xlsx").code == "empty"
    assert problem(read, ".").code == "folder"
    assert problem(read, "plan\0.xlsx").code == "not-opened"
    # Windows calls a name that is too long one that is not there.
    assert problem(read, "x" * 300).code == ("missing" if os.name == "nt" else "not-opened")
    (tmp_path / "~$plan.xlsx").write_bytes(b"\x05owner")
    assert problem(read, "~$plan.xlsx").next_step == "Choose plan.xlsx."


@named_pipes
def test_a_pipe_is_not_waited_for(tmp_path, read):
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert problem(read, "pipe.xlsx").code == "not-a-file"


def test_no_permission(tmp_path, read, monkeypatch):
    (tmp_path / "plan.xlsx").write_bytes(b"x")

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert problem(read, "plan.xlsx").code == "no-permission"


def test_a_workbook_open_in_excel_is_read(tmp_path, three, read):
    (tmp_path / f"~${three}").write_bytes(b"\x05owner")
    assert len(read(three).sheets) == 3


def test_another_kind_than_its_name_says(tmp_path, three, read):
    (tmp_path / three).rename(tmp_path / "three.xls")
    (note,) = read("three.xls").findings
    assert (note.code, note.severity) == ("named-otherwise", "note")


# ---------------------------------------------------------------- start-up


def test_the_child_loads_nothing_heavy():
    import subprocess

    code = "import sys, worker.plans.files.inside, worker.plans.files.workbooks; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "pandas", "openpyxl", "pydantic", "peewee", "yaml", "click", "subprocess"} & set(
        loaded
    )
