"""Streamed rows stand in the file as xlsxwriter writes them, a cell at a time."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from worker.writers.sheets import streamed
from worker.writers.sheets.dress import MONEY, TEXT_IS_TEXT, WHOLE, Dress

TEXTS = (
    "A",
    None,
    "",
    "A & B <1>",
    "=1+1",
    " before",
    "behind ",
    "two\nlines",
    "\x07\r",
    "_x0041_",
    "'",
    '"',
    "😀é",
    "TV",
)
NUMBERS = (0.0, np.nan, -0.1, 1 / 3, 46_027.0, 1e15 + 0.3, 1.23e-7, 1e22)


def written(fill: Callable[[Dress, Worksheet], None]) -> bytes:
    """A workbook of one sheet with a head, made row by row."""
    buffer = io.BytesIO()
    with tempfile.TemporaryDirectory() as scratch:
        book = Workbook(buffer, TEXT_IS_TEXT | {"constant_memory": True, "tmpdir": scratch})
        dress = Dress(book)
        fill(dress, dress.table("Raw data", [("A", 10.0), ("B", 10.0)], 1))
        book.close()
    return buffer.getvalue()


def cells_of(content: bytes) -> str:
    """What stands between `<sheetData>` and its end; the numbers of styles follow the order in which they are used."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    return re.sub(r' s="\d+"', "", sheet.partition("<sheetData>")[2].partition("</sheetData>")[0])


def styles_of(content: bytes) -> list[object]:
    """The formats of the numbers in column B, as openpyxl has them."""
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [row[1].number_format for row in sheet.iter_rows(min_row=2)]


def column(values: Sequence[str | None]) -> tuple[np.ndarray, Sequence[str | None]]:
    """Places and names of a column of texts, the last name None."""
    return np.array([at if text is not None else -1 for at, text in enumerate(values)]), [*values, None]


def test_texts_stand_as_xlsxwriter_writes_them() -> None:
    def one_by_one(book: Dress, sheet: Worksheet) -> None:
        for row, text in enumerate(TEXTS, 1):
            sheet.write_number(row, 0, row, book.look())
            if text is not None:
                sheet.write_string(row, 1, text, book.look())

    def at_once(book: Dress, sheet: Worksheet) -> None:
        rows = streamed.numbers(0, book.look(), np.arange(1, len(TEXTS) + 1))
        streamed.write(sheet, [rows, streamed.texts(1, book.look(), *column(TEXTS))], 0, len(TEXTS))

    assert cells_of(written(at_once)) == cells_of(written(one_by_one))


def test_numbers_stand_as_xlsxwriter_writes_them_each_in_its_own_style() -> None:
    looks = (MONEY, WHOLE)

    def one_by_one(book: Dress, sheet: Worksheet) -> None:
        for row, number in enumerate(NUMBERS, 1):
            sheet.write_number(row, 0, row, book.look())
            if number == number:
                sheet.write_number(row, 1, number, book.look(num_format=looks[row % 2]))

    def at_once(book: Dress, sheet: Worksheet) -> None:
        rows = streamed.numbers(0, book.look(), np.arange(1, len(NUMBERS) + 1))
        styles = [book.look(num_format=look) for look in reversed(looks)]
        places = np.arange(len(NUMBERS)) % 2
        amounts = streamed.amounts(1, styles, places, np.array(NUMBERS))
        streamed.write(sheet, [rows, amounts], 0, len(NUMBERS))

    assert cells_of(written(at_once)) == cells_of(written(one_by_one))
    blank = [at for at, number in enumerate(NUMBERS) if number != number]
    formats = [look for at, look in enumerate(styles_of(written(at_once))) if at not in blank]
    assert formats == [looks[row % 2] for row in range(1, len(NUMBERS) + 1) if row - 1 not in blank]


def read(content: bytes) -> list[list[object]]:
    """The rows as another reader has them."""
    return [
        list(row)
        for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    ]


def test_parts_of_a_table_begin_below_the_head_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed, "STEP", 2)

    def second_part(book: Dress, sheet: Worksheet) -> None:
        numbers = streamed.numbers(0, book.look(), np.arange(9.0))
        streamed.write(sheet, [numbers, streamed.texts(1, book.look(), *column("abcdefghi"))], 4, 9)

    assert read(written(second_part)) == [["A", "B"], [4, "e"], [5, "f"], [6, "g"], [7, "h"], [8, "i"]]


def test_no_row_and_no_column_leave_the_head_alone() -> None:
    def nothing(book: Dress, sheet: Worksheet) -> None:
        streamed.write(sheet, [], 0, 5)
        streamed.write(sheet, [streamed.numbers(0, book.look(), np.array([1.0]))], 1, 1)

    assert read(written(nothing)) == [["A", "B"]]


@pytest.mark.parametrize(
    ("text", "in_xml"),
    [
        ("plain", "plain"),
        ("<r><t>bold</t></r>", "&lt;r&gt;&lt;t&gt;bold&lt;/t&gt;&lt;/r&gt;"),  # no markup of a plan's own
        ("]]>", "]]&gt;"),
        ("\0", "_x0000_"),
        ("\ufffe\ud800", "_xFFFE__xD800_"),
        ("_x0000_", "_x005F_x0000_"),
        ("_x00_", "_x00_"),
    ],
)
def test_what_xml_gives_a_meaning_is_escaped(text: str, in_xml: str) -> None:
    assert streamed.escaped(text) == in_xml


@pytest.mark.parametrize(
    ("text", "length"), [("x" * 32_767, 32_767), ("x" * 32_768, 32_767), ("😀" * 20_000, 16_384)]
)
def test_a_longer_text_than_a_cell_takes_is_cut_and_says_so(text: str, length: int) -> None:
    def fill(book: Dress, sheet: Worksheet) -> None:
        streamed.write(sheet, [streamed.texts(0, book.look(), *column([text]))], 0, 1)

    cell = str(read(written(fill))[1][0])
    assert len(cell) == length
    assert cell == text or cell.endswith(" …")


def test_an_infinite_number_is_refused() -> None:
    style = Dress(Workbook(io.BytesIO())).look()
    with pytest.raises(OverflowError, match="infinite"):
        streamed.numbers(0, style, np.array([np.inf]))(0, 1)
