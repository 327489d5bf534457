"""Workbooks whose XML is the attack: entities, references outward, far cells, merges, formulas, names, dates."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from tests.hostile.packing import (
    CELL,
    MAIN,
    OFFICE,
    Hostile,
    cells,
    relationships,
    text,
    with_styles_and_strings,
    workbook,
)

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/evil.dtd">%a;]>'
SHEET = "xl__worksheets__sheet1_xml"
LONGEST = 32_767


def _part(part: str, start: str, end: str = "<x>&a9;</x>") -> bytes:
    rels = {"xl___rels__workbook.xml.rels": with_styles_and_strings()}
    return workbook(**(rels | {part: start + end}))


def _outward(target: str, mode: str = "External") -> bytes:
    """A sheet whose relation leads out of the file."""
    return workbook(
        **{
            "xl___rels__workbook.xml.rels": relationships(
                f'<Relationship Id="r1" Type="{OFFICE}/worksheet" TargetMode="{mode}" Target="{target}"/>'
            )
        }
    )


def _links() -> bytes:
    """Links, drawings and another workbook's cells, none of which is ever fetched."""
    rows = '<row r="1"><c r="A1"><f>[1]Other!A1</f><v>5</v></c></row>'
    after = '<hyperlinks><hyperlink ref="A1" r:id="r9" xmlns:r="x"/></hyperlinks>'
    rels = relationships(
        f'<Relationship Id="r9" Type="{OFFICE}/hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/>'
    )
    return workbook(rows, after=after, **{"xl__worksheets___rels__sheet1.xml.rels": rels})


def _far(reference: str, inside: str = "<v>1</v>") -> bytes:
    number = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return workbook(f'{CELL}<row r="{number}"><c r="{reference}">{inside}</c></row>')


def _row(inside: str, number: str = "1") -> bytes:
    return workbook(f'<row r="{number}">{inside}</row>')


def _merged(references: list[str], rows: str = CELL) -> bytes:
    listed = "".join(f'<mergeCell ref="{each}"/>' for each in references)
    return workbook(rows, after=f"<mergeCells>{listed}</mergeCells>")


def _dated(serials: list[float], system: str = "") -> bytes:
    """Numbers with a date's format."""
    styles = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    inside = "".join(f'<c r="{chr(65 + at)}1" s="1"><v>{serial}</v></c>' for at, serial in enumerate(serials))
    book = (
        f'<workbook {MAIN} xmlns:r="{OFFICE}"><workbookPr {system}/>'
        '<sheets><sheet name="S1" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    rels = {"xl___rels__workbook.xml.rels": with_styles_and_strings()}
    return workbook(f'<row r="1">{inside}</row>', xl__styles_xml=styles, xl__workbook_xml=book, **rels)


def _shared_formulas(count: int) -> bytes:
    """One formula shared down a column, each cell stating the whole range, the master naming itself."""
    rows = f'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A{count}">A1+B{count}</f><v>1</v></c></row>'
    rows += "".join(
        f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>{n}</v></c></row>' for n in range(2, count + 1)
    )
    return workbook(rows)


def _sheets(names: list[str]) -> bytes:
    return workbook(names=names)


ERRORS = "".join(
    f'<c r="{chr(65 + at)}1" t="e"><v>{word}</v></c>'
    for at, word in enumerate(("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"))
)
ATTRIBUTES = " ".join(f"a{n}=''" for n in range(100_000))
SOME_TEXT = '<c t="inlineStr"><is><t>some text of a plan</t></is></c>'
HIDDEN = '<col min="1" max="16384" hidden="1"/>'
HEADERS = ("\U0001f4b6 Net", "\u202enet ssorg\u202c", "عميل", "a\u200bb", "&#x9;tab", "_x0007_bell")

case = partial(Hostile, "xml")
XML = (
    case("billion laughs in the sheet.xlsx", partial(_part, SHEET, LAUGHS), "xml-entities"),
    case("billion laughs in the workbook.xlsx", partial(_part, "xl__workbook_xml", LAUGHS), "xml-entities"),
    case("billion laughs in the strings.xlsx", partial(_part, "xl__sharedStrings_xml", LAUGHS), "xml-entities"),
    case("billion laughs in the styles.xlsx", partial(_part, "xl__styles_xml", LAUGHS), "xml-entities"),
    case("billion laughs in the relations.xlsx", partial(_part, "xl___rels__workbook.xml.rels", LAUGHS), "xml-entities"),
    case("file as an entity.xlsx", partial(_part, SHEET, EXTERNAL, "<x>&a;</x>"), "xml-entities"),
    case("definition from the net.xlsx", partial(_part, SHEET, PARAMETER, "<x/>"), "xml-entities"),
    case("plain doctype.xlsx", partial(_part, SHEET, "<!DOCTYPE worksheet>", "<worksheet/>"), "xml-entities"),
    case("entities in UTF-16.xlsx", lambda: workbook(xl__worksheets__sheet1_xml=f"{LAUGHS}<x>&a9;</x>".encode("utf-16")), "xml-entities"),
    case("sheet on the net.xlsx", partial(_outward, "http://127.0.0.1:9/sheet1.xml"), "damaged"),
    case("sheet on a share.xlsx", partial(_outward, "file://server/share/sheet1.xml"), "damaged"),
    case("sheet up the folders.xlsx", partial(_outward, "../../../../etc/passwd", "Internal"), "damaged"),
    case("links and other books.xlsx", _links, cells={(1, 1): 5.0}),
    case("sheet cut in an element.xlsx", lambda: workbook(xl__worksheets__sheet1_xml=f"<worksheet {MAIN}><sheetData><row r='1'><c"), "damaged"),
    case("sheet of another language.xlsx", lambda: workbook(xl__worksheets__sheet1_xml="<html><body/></html>"), "no-values"),
    case("100,000 elements deep.xlsx", lambda: workbook(xl__worksheets__sheet1_xml=f"<worksheet {MAIN}>" + "<a>" * 100_000), "damaged"),
    case("deep and closed.xlsx", lambda: workbook(CELL, after="<a>" * 200_000 + "</a>" * 200_000), cells={(1, 1): 1.0}),
    case("attribute of 5 MB.xlsx", lambda: workbook(f'<row r="1"><c r="A1" x="{"y" * 5_000_000}"><v>1</v></c></row>'), cells={(1, 1): 1.0}),
    case("100,000 attributes.xlsx", lambda: workbook(f'<row r="1"><c r="A1" {ATTRIBUTES}><v>1</v></c></row>'), cells={(1, 1): 1.0}),
    case("workbook without sheets.xlsx", lambda: workbook(xl__workbook_xml=f"<workbook {MAIN}><sheets/></workbook>"), "no-sheet"),
    case("workbook that is empty.xlsx", lambda: workbook(xl__workbook_xml=""), "damaged"),
    case("control characters.xlsx", lambda: workbook(f'<row r="1">{text("A1", chr(1))}</row>'), "damaged"),
    case("bad UTF-8.xlsx", lambda: workbook(xl__worksheets__sheet1_xml=f"<worksheet {MAIN}>".encode() + b"\xff\xfe\xc3</worksheet>"), "damaged"),
)  # fmt: skip

case = partial(Hostile, "cells")
CELLS = (
    case("far corner.xlsx", partial(_far, "XFD1048576"), "used-area"),
    case("far text.xlsx", partial(_far, "XFD1048576", "<is><t>x</t></is>"), "used-area"),
    case("far formula.xlsx", partial(_far, "XFD1048576", "<f>1+1</f>"), "used-area"),
    case("far and blank.xlsx", partial(_far, "XFD1048576", ""), cells={(1, 1): 1.0}),
    case("far down.xlsx", partial(_far, "J1048576"), cells={(1_048_576, 10): 1.0}, heavy=True),
    case("beyond the last column.xlsx", partial(_far, "XFE1"), "used-area"),
    case("beyond the last row.xlsx", partial(_far, "A1048577"), "used-area"),
    case("row four billion.xlsx", partial(_far, "A4294967295"), "used-area"),
    case("row 10^30.xlsx", partial(_far, "A" + "9" * 30), "damaged"),
    case("negative row.xlsx", partial(_row, '<c r="A-5"><v>1</v></c>', "-5"), "damaged"),
    case("row nought.xlsx", partial(_row, '<c r="A0"><v>1</v></c>', "0"), "damaged"),
    case("no column.xlsx", partial(_row, '<c r="1"><v>1</v></c>'), "damaged"),
    case("reference that is none.xlsx", partial(_row, '<c r="😀"><v>1</v></c>'), "damaged"),
    case("rows backwards.xlsx", lambda: workbook("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (3, 2, 1))), cells={(1, 1): 1.0, (3, 1): 3.0}),
    case("one cell ten times.xlsx", lambda: _row('<c r="A1"><v>1</v></c>' * 10), cells={(1, 1): 1.0}),
    case("20,000 columns.xlsx", lambda: workbook(cells(20_000)), "used-area"),
    case("16,384 columns.xlsx", lambda: workbook(cells(16_384)), cells={(1, 16_384): 1.0}),
    case("dimension that lies.xlsx", lambda: workbook(xl__worksheets__sheet1_xml=f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData>{CELL}</sheetData></worksheet>'), cells={(1, 1): 1.0}),
    case("dimension that is nonsense.xlsx", lambda: workbook(xl__worksheets__sheet1_xml=f'<worksheet {MAIN}><dimension ref="ZZZZ:-1"/><sheetData>{CELL}</sheetData></worksheet>'), "damaged"),
    case("half a million equal cells.xlsx", lambda: workbook(f'<row>{"<c><v>1</v></c>" * 100}</row>' * 5_000), cells={(5_000, 100): 1.0}, heavy=True),
    case("half a million equal texts.xlsx", lambda: workbook(f'<row>{SOME_TEXT * 100}</row>' * 5_000), cells={(5_000, 100): "some text of a plan"}, heavy=True),
    case("error cells.xlsx", partial(_row, ERRORS), cells={(1, 2): None}),
    case("formulas without results.xlsx", lambda: _row('<c r="A1"><f>1+1</f></c><c r="B1"><v>2</v></c>'), cells={(1, 1): 2, (1, 2): 2.0}, findings=("formula-not-calculated",)),
    case("formulas that only Excel works out.xlsx", lambda: _row('<c r="A1"><f>NOW()</f></c><c r="B1"><v>2</v></c>'), cells={(1, 1): None, (1, 2): 2.0}, findings=("formula-not-calculated",)),
    case("circular formulas.xlsx", lambda: _row('<c r="A1"><f>B1</f><v>0</v></c><c r="B1"><f>A1</f><v>0</v></c><c r="C1"><v>3</v></c>'), cells={(1, 3): 3.0}),
    case("10,000 shared formulas.xlsx", partial(_shared_formulas, 10_000), cells={(10_000, 1): 10_000.0}),
    case("shared by nobody.xlsx", lambda: _row('<c r="A1"><f t="shared" si="77"/><v>4</v></c>'), cells={(1, 1): 4.0}),
    case("array over everything.xlsx", lambda: _row('<c r="A1"><f t="array" ref="A1:XFD1048576">ROW()</f><v>4</v></c>'), cells={(1, 1): 4.0}),
    case("formula of 100,000 brackets.xlsx", lambda: _row(f'<c r="A1"><f>{"(" * 100_000}</f><v>4</v></c>'), cells={(1, 1): 4.0}),
    case("not a number.xlsx", lambda: _row("".join(f'<c r="{letter}1"><v>{said}</v></c>' for letter, said in zip("ABCD", ("NaN", "inf", "-inf", "1e999"), strict=True)) + '<c r="E1"><v>5</v></c>'), cells={(1, 1): "nan", (1, 5): 5.0}),
    case("no such string.xlsx", partial(_row, '<c r="A1" t="s"><v>99</v></c>'), "damaged"),
    case("string number -1.xlsx", partial(_row, '<c r="A1" t="s"><v>-1</v></c>'), "damaged"),
    case("no such style.xlsx", partial(_row, '<c r="A1" s="4000000000"><v>1</v></c>'), cells={(1, 1): 1.0}),
    case("text of 200,000 letters.xlsx", lambda: _row(text("A1", "x" * 200_000)), cells={(1, 1): "x" * 131_072}, findings=("text-cut",)),
    case("text of 40,000 letters.xlsx", lambda: _row(text("A1", "x" * 40_000)), cells={(1, 1): "x" * 40_000}),
    case("headers nobody sees.xlsx", lambda: _row("".join(text(f"{chr(65 + at)}1", words) for at, words in enumerate(HEADERS))), cells={(1, 1): HEADERS[0], (1, 3): HEADERS[2]}),
)  # fmt: skip

case = partial(Hostile, "merges")
MERGES = (
    case("100,101 merges.xlsx", lambda: _merged([f"A{n}:B{n}" for n in range(1, 100_102)], CELL + '<row r="100101"><c r="A100101"><v>1</v></c></row>'), cells={(1, 1): 1.0}, findings=("merges-not-read",)),
    case("merges that cross.xlsx", lambda: _merged(["A1:B2", "B2:C3"], CELL + '<row r="3"><c r="C3"><v>1</v></c></row>'), cells={(3, 3): 1.0}, findings=("merges-cross",)),
    case("merges in each other.xlsx", lambda: _merged([f"A1:Z{n}" for n in range(2, 2_000)], CELL + '<row r="2000"><c r="Z2000"><v>1</v></c></row>'), cells={(1, 1): 1.0}, findings=("merges-cross",)),
    case("merge of everything.xlsx", lambda: _merged(["A1:XFD1048576"]), cells={(1, 1): 1.0}),
    case("merge backwards.xlsx", lambda: _merged(["C3:A1"]), cells={(1, 1): 1.0}),
    case("merge of nonsense.xlsx", lambda: _merged(["nonsense"]), "damaged"),
    case("merge with itself.xlsx", lambda: _merged(["A1:A1", "B1"]), cells={(1, 1): 1.0}),
    case("wide merges of one row.xlsx", lambda: _merged(["A1:D9"] * 30_000), cells={(1, 1): 1.0}),
    case("60,000 hidden columns.xlsx", lambda: workbook(xl__worksheets__sheet1_xml=f'<worksheet {MAIN}><cols>{HIDDEN * 60_000}</cols><sheetData>{CELL}</sheetData></worksheet>'), cells={(1, 1): 1.0}),
)  # fmt: skip

case = partial(Hostile, "dates")
DATES = (
    case("1904.xlsx", lambda: _dated([0, 42_736], 'date1904="1"'), cells={(1, 2): date(2021, 1, 2)}),
    case("1900, the day that never was.xlsx", lambda: _dated([60, 46_027]), cells={(1, 2): date(2026, 1, 5)}),
    case("before time.xlsx", lambda: _dated([-1, -700_000, 46_027]), cells={(1, 3): date(2026, 1, 5)}),
    case("after time.xlsx", lambda: _dated([2_958_465, 2_958_466, 1e9, 1e300, 46_027.5]), cells={(1, 5): datetime(2026, 1, 5, 12)}),
)  # fmt: skip

case = partial(Hostile, "names")
NAMES = (
    case("1,001 sheets.xlsx", lambda: workbook(sheets=1_001), "too-many-sheets"),
    case("999 sheets.xlsx", lambda: workbook(sheets=999), cells={(1, 1): 1.0}),
    case("two sheets of one name.xlsx", lambda: _sheets(["Plan", "Plan"]), cells={(1, 1): 1.0}),
    case("sheet with a path.xlsx", lambda: _sheets(["../../etc/passwd", "C:\\Windows"]), cells={(1, 1): 1.0}),
    case("sheet with quotes and a formula.xlsx", lambda: _sheets(["'=1+1'!A1", "=cmd|' /C calc'!A0"]), cells={(1, 1): 1.0}),
    case("sheet without a name.xlsx", lambda: _sheets([""]), cells={(1, 1): 1.0}),
    case("sheet of 100,000 letters.xlsx", lambda: _sheets(["x" * 100_000]), cells={(1, 1): 1.0}),
    case("sheet with control characters.xlsx", lambda: _sheets(["a&#x7;b"]), "damaged"),
    case("sheet with a line break.xlsx", lambda: _sheets(["a&#xA;b&#x202E;c"]), cells={(1, 1): 1.0}),
)  # fmt: skip
CASES = (*XML, *CELLS, *MERGES, *DATES, *NAMES)
