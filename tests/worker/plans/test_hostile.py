"""Files that are broken, lying or malicious: each gets one sentence, none takes the worker with it."""

import os
import struct
import sys

import pytest
import xlwt

from tests.hostile.packing import (
    CELL,
    MAIN,
    OFFICE,
    cells,
    lying,
    ods,
    ole,
    package,
    relationships,
    shared,
    workbook,
    xlsb,
)
from worker.errors import FileProblem
from worker.plans.files.reading import read_book
from worker.settings import Settings

ROWS_OF_A_LARGE_SHEET = '<row><c t="inlineStr"><is><t>some text</t></is></c></row>' * 50_000


@pytest.fixture
def read(tmp_path):
    def reading(data, name="plan.xlsx", sheets=None, **settings):
        file = tmp_path / name
        file.write_bytes(data)
        return read_book(file, settings=Settings(memory_dir=tmp_path, **settings), sheets=sheets)

    return reading


def refused(read, data, code, name="plan.xlsx", **settings):
    with pytest.raises(FileProblem) as caught:
        read(data, name, **settings)
    assert caught.value.code == code
    assert caught.value.message and caught.value.next_step
    assert name in caught.value.message
    return str(caught.value).removeprefix(f"{name}: ")


# ---------------------------------------------------------------- leave it alone: odd, but harmless


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (workbook(), "plan.xlsx"),
        (workbook(), "plan.xls"),
        (workbook(), "plan.csv"),
        (workbook(), "plan"),
        (workbook('<row r="1"><c t="n" s="0" r="A1"><v>1</v></c></row>'), "attributes in another order.xlsx"),
        (workbook("<row><c><v>1</v></c></row>"), "no references.xlsx"),
        (workbook("<row r='1'><c r='A1'><v>1</v></c></row>"), "single quotes.xlsx"),
        (workbook(CELL + '<row r="9"><c r="XFD9" s="0"/></row>'), "far cell without a value.xlsx"),
        (workbook(CELL, xl__media__a_xml="<" * 4096), "a part that is no XML, and not needed.xlsx"),
        (b"1,2\r\n3,4\r\n", "text.xlsx"),
        (b"1\t2\r\n3\t4\r\n", "text.xls"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_harmless(read, data, name):
    (grid,) = read(data, name).sheets
    assert grid.at(1, 1) in (1.0, "1")
    assert grid.height <= 2


def test_prefixed_elements(read):
    sheet = '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    sheet += '<x:row r="1" hidden="1"><x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    (grid,) = read(workbook(xl__worksheets__sheet1_xml=sheet)).sheets
    assert grid.cells == [[2.0]]
    assert grid.formulas == {(1, 1): "1+1"}
    assert grid.hidden_rows == {1}


# ---------------------------------------------------------------- containers


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "damaged"),
        (workbook()[:-30], "damaged"),
        (workbook()[:200], "damaged"),
        (workbook()[workbook().index(b"PK\x03", 4) :], "damaged"),
        (workbook(CELL + "<row"), "damaged"),
        (workbook('<row r="1"><c r="É1"><v>1</v></c></row>'), "damaged"),
        (workbook('<row r="1"><c r="A99999999999999999999"><v>1</v></c></row>'), "damaged"),
        (package({"a.txt": "x"}), "not-a-workbook"),
        (package({"word/document.xml": "<w/>"}), "not-a-workbook"),
        (package({"xl/other.xml": "<w/>"}), "damaged"),
        (
            package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            "not-a-workbook",
        ),
        (ole(), "damaged"),
        (ole("Workbook"), "damaged"),
        (ole("WordDocument"), "not-a-workbook"),
        (ole("Workbook", encrypted=True), "password"),
        (b"%PDF-1.7 ...", "not-a-workbook"),
        (b"\x89PNG\r\n\x1a\n", "not-a-workbook"),
        (os.urandom(64).join([b"\0\1\2\3"] * 64), "not-a-table"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web-page"),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE HTML><p>", "web-page"),
        ("\ufeff<HTML xmlns:x='urn:schemas-microsoft-com:office:excel'>".encode("utf-16-le"), "web-page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web-page"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "web-page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "xml-2003"),
        (b'<?xml version="1.0"?><rss/>', "xml"),
        (workbook(xl__workbook_xml=f"<workbook {MAIN}><sheets/></workbook>"), "no-sheet"),
        (workbook(""), "no-values"),
    ],
)
def test_no_workbook(read, data, code):
    refused(read, data, code)


def test_the_sentences_people_see(read):
    assert refused(read, ole("Workbook", encrypted=True), "password") == (
        "This workbook is protected by a password. Open it in Excel, remove the password, save, and try again."
    )
    assert refused(read, workbook()[:-30], "damaged") == (
        "Damaged or not downloaded completely. Ask for it again."
    )
    assert refused(read, b"<html>", "web-page", "plan.xls") == (
        "This is a web page (text file) with an Excel name. Save it as .xlsx."
    )
    far = workbook(CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert refused(read, far, "used-area") == (
        "The used area of sheet 'S1' is 1,048,576 rows x 16,384 columns because of stray cells. "
        "Press Ctrl+End, delete the empty rows and columns, and save; "
        "if all of it is the plan, raise the setting `max_cells`."
    )


def test_encrypted_members(read):
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    refused(read, bytes(data), "password")


# ---------------------------------------------------------------- what unpacks to more than it should


ZEROS = b"\0" * 3_000_000


@pytest.mark.parametrize(
    "data",
    [
        workbook(xl__media__image1=ZEROS),
        workbook(xl__worksheets__sheet1_xml=b"<worksheet>" + ZEROS),
        workbook(xl__sharedStrings_xml=ZEROS),
        workbook(**{f"xl__media__{n}": ZEROS[: 1 << 19] for n in range(6)}),
    ],
    ids=["media", "sheet", "strings", "many"],
)
def test_a_bomb_is_not_opened(read, data):
    assert len(data) < 20_000
    said = refused(read, data, "unpacks-too-far", max_unpacked_mb=2)
    assert said.startswith("Unpacks to more than 2 MB and was not opened.")


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/media/a"])
def test_a_bomb_that_lies_about_its_size(read, name):
    key = name.replace("/", "__").replace(".xml", "_xml")
    data = lying(workbook(**{key: b" " * 3_000_000}), name, 10)
    refused(read, data, "unpacks-too-far", max_unpacked_mb=2)


def test_a_size_that_lies_a_little_is_damage(read):
    refused(read, lying(workbook(), "xl/worksheets/sheet1.xml", 10), "damaged")


def test_members_that_share_their_bytes(read):
    """Many directory entries pointing at one member: each is counted."""
    refused(read, shared(workbook(xl__media__a=ZEROS[:500_000]), 9), "unpacks-too-far", max_unpacked_mb=2)


def test_a_file_too_large_to_begin_with(read):
    refused(read, workbook() + b"\0" * 1_100_000, "too-large", max_unpacked_mb=1)


# ---------------------------------------------------------------- cells far out


@pytest.mark.parametrize(
    "rows",
    [
        CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        CELL + '<row r="1"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        CELL + '<row r="1048576"><c r="XFD1048576"><f>1+1</f></c></row>',
        CELL + '<row r="1048576"><c r="XFD1048576" t="e"><v>#REF!</v></c></row>',
        CELL + '<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>',
        CELL + '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>',
        cells(20_000),
    ],
)
def test_far_cells(read, rows):
    refused(read, workbook(rows), "used-area")


@pytest.mark.parametrize("padding", ["", " " * 5_000_000], ids=["small", "large"])
def test_far_cells_are_named_whether_checked_before_or_beside(read, padding):
    """In a large sheet calamine starts beside the checks, and may die first: the second, careful run names the cause."""
    rows = CELL + padding + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "1,048,576 rows x 16,384 columns" in refused(read, workbook(rows), "used-area")


def test_a_dimension_that_lies_is_nothing(read):
    sheet = f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData>{CELL}</sheetData></worksheet>'
    assert read(workbook(xl__worksheets__sheet1_xml=sheet)).sheets[0].cells == [[1.0]]


def test_all_rows_used_are_read_where_they_fit(read):
    data = workbook(CELL + '<row r="1048576"><c r="B1048576"><v>2</v></c></row>')
    (grid,) = read(data).sheets
    assert (grid.height, grid.width) == (1_048_576, 2)
    assert grid.at(1_048_576, 2) == 2.0


def test_all_columns_used(read):
    (grid,) = read(workbook(cells(16_384))).sheets
    assert (grid.height, grid.width) == (1, 16_384)


# ---------------------------------------------------------------- OpenDocument

SEVEN = '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="{}"/>'


def test_ods(read):
    blank = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'
    rows = f"{blank.format(2)}<table:table-row>{SEVEN.format(2)}</table:table-row>{blank.format(1_048_573)}"
    (grid,) = read(ods(rows), "plan.ods").sheets
    assert grid.cells == [[None, None], [None, None], [7.0, 7.0]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (
            ods(
                f'<table:table-row table:number-rows-repeated="1048576">{SEVEN.format(16_384)}</table:table-row>'
            ),
            "used-area",
        ),
        (ods("", manifest="<m:encryption-data/>"), "password"),
        (ods("<table:table-row>"), "damaged"),
        (ods(""), "no-values"),
    ],
    ids=["repeated", "encrypted", "cut off", "empty"],
)
def test_ods_refused(read, data, code):
    refused(read, data, code, "plan.ods")


# ---------------------------------------------------------------- the binary workbook


def test_xlsb(read):
    (grid,) = read(xlsb((0, 0, 1.5), (2, 1, 2.0)), "plan.xlsb").sheets
    assert grid.cells == [[1.5, None], [None, None], [None, 2.0]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xlsb((0, 0, 1), (1_048_575, 16_383, 1)), "used-area"),
        (xlsb((0, 0, 1), (1, 9_000_000, 1)), "used-area"),
        (xlsb((0, 0, 1), tail=b"\x05"), "damaged"),
        (xlsb((0, 0, 1), tail=b"\x05\x01"), "damaged"),
        (xlsb(), "no-values"),
    ],
    ids=["far", "beyond the last column", "cut off", "cut off in a cell", "empty"],
)
def test_xlsb_refused(read, data, code):
    refused(read, data, code, "plan.xlsb")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited otherwise, or not")
@pytest.mark.parametrize(
    ("first", "column", "code"),
    [(None, 65_000, "used-area"), (0, 65_000, "used-area"), (0, 1_500, "used-area")],
)
def test_a_cell_far_out_in_the_old_format(read, tmp_path, first, column, code):
    """Its cells are walked once the first child has run into its limit, or before, where memory has none."""
    old = xlwt.Workbook()
    sheet = old.add_sheet("Plan")
    if first is not None:
        sheet.write(first, 0, "first")
    sheet.write(7, 200, 1.23456789)
    old.save(tmp_path / "plan.xls")
    data = (tmp_path / "plan.xls").read_bytes()
    number = struct.pack("<HHHH", 0x203, 14, 7, 200)
    assert data.count(number) == 1
    refused(read, data.replace(number, struct.pack("<HHHH", 0x203, 14, 65_535, column)), code, "plan.xls")


# ---------------------------------------------------------------- XML


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part",
    ["xl__workbook_xml", "xl__worksheets__sheet1_xml", "xl__styles_xml", "xl___rels__workbook_xml.rels"],
)
def test_entities(read, part):
    relations = relationships(
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/>'
    )
    parts = {"xl___rels__workbook_xml.rels": relations} | {part: f"{BOMB}<x>&b;</x>"}
    refused(read, workbook(**parts), "xml-entities")


@pytest.mark.parametrize(
    ("merges", "kept"),
    [
        (["A1:B2"], 1),
        (["A1:A1", "B1"], 0),
        (["A1:B2", "A1:B2"], 1),
        (["A1:B2", "B2:C3"], 1),
        (["A1:B2", "C1:D2", "A3:D3"], 3),
        (["A1:XFD1048576"], 1),
        (["XFC1048575:XFD1048576"], 0),
    ],
)
def test_merges(read, merges, kept):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="D3"><v>1</v></c></row>'
    listed = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    book = read(workbook(rows, after=f"<mergeCells>{listed}</mergeCells>"))
    assert len(book.sheets[0].merges) == kept
    assert (book.sheets[0].height, book.sheets[0].width) == (3, 4)
    crossing = merges == ["A1:B2", "B2:C3"]
    assert [finding.code for finding in book.findings] == (["merges-cross"] if crossing else [])


def test_very_many_merges_and_sheets(read):
    listed = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_102))
    rows = CELL + '<row r="100101"><c r="A100101"><v>1</v></c></row>'
    book = read(workbook(rows, after=f"<mergeCells>{listed}</mergeCells>"))
    assert [finding.code for finding in book.findings] == ["merges-not-read"]
    refused(read, workbook(sheets=1_001), "too-many-sheets")


@pytest.mark.parametrize(
    "sheet",
    [
        {"rows": CELL, "after": '<mergeCells><mergeCell ref="nonsense"/></mergeCells>'},
        {"rows": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'},
        {"rows": '<row r="1"><c r="A1" t="b"><v>maybe</v></c></row>'},
    ],
    ids=["merge", "no such shared string", "boolean"],
)
def test_nonsense_inside(read, sheet):
    refused(read, workbook(**sheet), "damaged")


@pytest.mark.parametrize("value", ["NaN", "inf", "-inf", "1e999"])
def test_numbers_that_are_none_stay_visible_as_text(read, value):
    rows = f'<row r="1"><c r="A1"><v>{value}</v></c><c r="B1"><v>5</v></c></row>'
    (grid,) = read(workbook(rows)).sheets
    assert isinstance(grid.at(1, 1), str)
    assert grid.at(1, 2) == 5.0
