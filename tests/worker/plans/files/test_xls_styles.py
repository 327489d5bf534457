"""Formats and fills of an .xls, as xlwt writes them."""

from __future__ import annotations

import io
import struct
from array import array

import pytest
import xlwt

from worker.plans.files.xls_container import workbook_stream
from worker.plans.files.xls_styles import XlsStyles

EUR = '"€ "#,##0.00'


def stream_of(book: xlwt.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return workbook_stream(file.getvalue())


def plan() -> bytes:
    """Two sheets: one without styles, one with money, a percent and a marked week without a value."""
    book = xlwt.Workbook()
    book.add_sheet("Bare").write(0, 0, 7)
    sheet = book.add_sheet("Plän")
    sheet.write(0, 0, "Cost")
    sheet.write(2, 1, 9000.5, xlwt.easyxf(num_format_str=EUR))
    sheet.write(2, 2, 0.32, xlwt.easyxf(num_format_str="0%"))
    red = xlwt.easyxf("pattern: pattern solid, fore_colour red")
    for column in (4, 5):
        sheet.write(3, column, None, red)
    sheet.write(4, 4, 12, red)
    sheet.write(4, 5, 13, red)
    return stream_of(book)


def looks(styles: XlsStyles, sheet: str, most: int = 100) -> dict[tuple[int, int], str]:
    """Format or fill by row and column."""
    numbers = array("Q")
    numbers.frombytes(styles.places(sheet, most))
    known = styles.styles.formats | styles.styles.fills
    return {(each >> 32, each >> 16 & 0xFFFF): known[str(each & 0xFFFF)] for each in numbers}


def test_each_cell_has_its_format_or_fill() -> None:
    red = dict.fromkeys([(4, 5), (4, 6), (5, 5), (5, 6)], "FF0000")
    assert looks(XlsStyles(plan()), "Plän") == {(3, 2): EUR, (3, 3): "0%", **red}


@pytest.mark.parametrize("sheet", ["Bare", "No such sheet"])
def test_cells_without_style(sheet: str) -> None:
    assert looks(XlsStyles(plan()), sheet) == {}


def test_a_colour_that_the_workbook_changed() -> None:
    book = xlwt.Workbook()
    book.set_colour_RGB(10, 1, 2, 3)
    book.add_sheet("Plan").write(0, 0, 1, xlwt.easyxf("pattern: pattern solid, fore_colour red"))
    assert set(looks(XlsStyles(stream_of(book)), "Plan").values()) == {"010203"}


def test_no_more_cells_than_asked_for() -> None:
    assert len(looks(XlsStyles(plan()), "Plän", 2)) == 2


@pytest.mark.parametrize("cut", [0, 3, 90, 700, 1_500, -40])
def test_a_damaged_stream_costs_styles_alone(cut: int) -> None:
    XlsStyles(plan()[:cut]).places("Plän", 100)


def test_records_that_lie_cost_styles_alone() -> None:
    lies = b"".join(
        struct.pack("<HH", kind, size) + bytes(size)
        for kind in (0x41E, 0xE0, 0x92, 0x85)
        for size in range(40)
    )
    XlsStyles(lies).places("", 100)


def test_text_with_a_line_through_it_is_struck_out() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    sheet.write(0, 0, "kept", xlwt.easyxf("font: bold on"))
    sheet.write(1, 0, "gone", xlwt.easyxf("font: struck_out on"))
    styles = XlsStyles(stream_of(book))
    numbers = array("Q")
    numbers.frombytes(styles.places("Plan", 100))
    struck = [each >> 32 for each in numbers if str(each & 0xFFFF) in styles.styles.struck]
    assert struck == [2]
