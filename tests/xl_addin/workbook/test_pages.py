"""The workbook's sheets before anything happened, read back from what XlsxWriter wrote."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter

from xl_addin.pages.page import EXAMPLE, PAGES, START
from xl_addin.workbook.pages import EXAMPLE_CODE, START_CODE, Page, read_pages, write_addin_page, write_pages


def written(write: Callable[[xlsxwriter.Workbook], None]) -> openpyxl.Workbook:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        write(book)
    return openpyxl.load_workbook(buffer)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return written(lambda book: write_pages(book, read_pages()))


def test_the_add_in_stores_nothing() -> None:
    (sheet,) = written(write_addin_page).worksheets
    assert [cell.coordinate for row in sheet.rows for cell in row] == ["A1"]


def test_each_sheet_has_one_module_behind_it(book: openpyxl.Workbook) -> None:
    codes = read_pages().codes
    assert len(codes) == len(set(codes)) == len(book.sheetnames)
    assert (codes[0], codes[-1]) == (START_CODE, EXAMPLE_CODE)


def test_start_comes_first_and_the_example_last(book: openpyxl.Workbook) -> None:
    assert (book.sheetnames[0], book.sheetnames[-1]) == (START, EXAMPLE)
    assert set(book.sheetnames) <= {*PAGES, EXAMPLE}


def test_each_setting_is_an_empty_named_cell_of_text(book: openpyxl.Workbook) -> None:
    for setting in read_pages().start["settings"]:
        place = book.defined_names[setting["name"]].attr_text.replace("$", "")
        cell = book[START][place.partition("!")[2]]
        assert (cell.value, cell.number_format, cell.protection.locked) == (None, "@", False)


@pytest.mark.parametrize("page", read_pages().others, ids=lambda page: page.name)
def test_an_empty_page_says_what_will_stand_there_and_leads_back(book: openpyxl.Workbook, page: Page) -> None:
    sheet = book[page.name]
    assert (sheet["B1"].value, sheet["B2"].value) == (page.title, page.hint)
    assert [(row[0].value, row[1].value) for row in sheet["B5:C40"] if row[1].value] == list(page.lines)
    assert [cell.hyperlink.location for (cell,) in sheet["B1:B40"] if cell.hyperlink] == [f"'{START}'!A1"]


def test_the_examples_lines_add_up_to_its_total() -> None:
    lines = read_pages().example["lines"]
    for cells in zip(*lines, strict=True):
        if isinstance(cells[-1], int | float):
            assert sum(cells[:-1]) == pytest.approx(cells[-1])
