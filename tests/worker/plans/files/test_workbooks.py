"""What is sent of a workbook: its sheets, their values in blocks, and what the XML says beside them."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlwt

from tests.hostile.packing import CELL, lying, ods, workbook
from worker.errors import FileProblem
from worker.plans.files import child_wire
from worker.plans.files.child_wire import Facts, Message
from worker.plans.files.workbooks import Limits, read
from worker.shapes.grid import Cell


def sent(
    data: bytes, names: list[str] | None = None, *, cells: int = 10_000, careful: bool = True
) -> list[Message]:
    messages: list[Message] = []
    read(data, names, Limits(max_mb=9, max_cells=cells, careful=careful), messages.append)
    return messages


def values(messages: list[Message]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for message in messages:
        if message[0] == "rows":
            columns = [child_wire.unpack(column, message[1]) for column in message[2]]
            rows.extend(map(list, zip(*columns, strict=True)))
    return rows


def facts(messages: list[Message]) -> Facts:
    (only,) = [message[1] for message in messages if message[0] == "sheet"]
    return only


def styled() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Vendor", "Cost"])
    sheet.append(["Alder", 1000])
    sheet.append(["Total", "=SUM(B2:B2)"])
    sheet.merge_cells("A5:B5")
    sheet["B2"].number_format = "0%"
    book.create_sheet("Rates")["A1"] = 7
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def old() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    sheet.write_merge(0, 0, 0, 1, "Media plan")
    sheet.write(1, 1, 2.5)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_nothing_is_said_of_a_plain_sheet() -> None:
    messages = sent(workbook())
    assert messages[0] == ("sheets", ["S1"], [False])
    assert values(messages) == [[1.0]]
    said = facts(messages)
    assert (said["used"], said["cut"]) == ((1, 1), 0)
    assert not (said["merges"] or said["formulas"] or said["errors"] or said["styles"])


def test_sheets_come_in_the_files_order_and_only_those_asked_for() -> None:
    assert [message[1] for message in sent(styled(), ["Rates"]) if message[0] == "sheets"] == [["Rates"]]
    assert sent(styled())[0] == ("sheets", ["Sheet", "Rates"], [False, False])


def test_merges_formulas_and_formats_stand_beside_the_values() -> None:
    said = facts(sent(styled(), ["Sheet"]))
    assert said["merges"] == [(5, 1, 5, 2)]
    assert said["formulas"] == {3 << 16 | 2: "SUM(B2:B2)"} and said["uncalculated"] == [3 << 16 | 2]
    assert "0%" in said["formats"].values() and len(said["styles"]) == 8


@pytest.mark.parametrize(
    ("data", "cells"),
    [(old(), [["Media plan", None], [None, 2.5]]), (ods("<table:table-row/>"), [])],
    ids=["xls", "an empty ods"],
)
def test_other_containers(data: bytes, cells: list[list[Cell]]) -> None:
    assert values(sent(data)) == cells


@pytest.mark.parametrize(("top", "left", "rows"), [(1, 1, 3), (5, 3, 3), (1, 4, 1), (40, 1, 2_100)])
def test_cells_stand_where_the_sheet_has_them(top: int, left: int, rows: int) -> None:
    """Whatever the first row and column that hold something, and however many blocks there are."""
    lines = "".join(
        f'<row r="{top + at}"><c r="{chr(64 + left)}{top + at}"><v>{at}.5</v></c>'
        f'<c r="{chr(66 + left)}{top + at}" t="inlineStr"><is><t>Line {at}</t></is></c></row>'
        for at in range(rows)
    )
    messages = sent(workbook(lines))
    blank: list[Cell] = [None] * (left + 2)
    assert values(messages) == [blank] * (top - 1) + [
        [None] * (left - 1) + [at + 0.5, None, f"Line {at}"] for at in range(rows)
    ]
    assert facts(messages)["used"] == (top + rows - 1, left + 2)


def test_blank_cells_below_and_beside_are_not_used() -> None:
    blank = '<c r="{}" t="inlineStr"><is><t> </t></is></c>'
    lines = (
        f'<row r="2"><c r="B2"><v>1</v></c>{blank.format("D2")}</row><row r="9">{blank.format("A9")}</row>'
    )
    assert facts(sent(workbook(lines)))["used"] == (2, 2)


def test_merges_of_the_old_format_come_from_its_reader() -> None:
    assert facts(sent(old()))["merges"] == [(1, 1, 1, 2)]


def test_a_text_longer_than_any_cell_is_cut_and_counted() -> None:
    long = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 140_000}</t></is></c></row>'
    messages = sent(workbook(long))
    assert facts(messages)["cut"] == 1 and len(str(values(messages)[0][0])) == child_wire.LONGEST_TEXT


@pytest.mark.parametrize("careful", [True, False])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (workbook()[:-9], "damaged"),
        (lying(workbook(), "xl/worksheets/sheet1.xml", 10), "damaged"),
        (workbook(CELL + '<row r="99999"><c r="Z99999"><v>1</v></c></row>'), "used-area"),
        (workbook("<row><c>"), "damaged"),
    ],
    ids=["cut off", "lies about its size", "far", "no XML"],
)
def test_what_is_refused(data: bytes, code: str, careful: bool) -> None:
    with pytest.raises(FileProblem) as caught:
        sent(data, careful=careful)
    assert caught.value.code == code
