"""Everything else that is called a plan: other formats with an Excel name, OpenDocument, .xlsb, .xls, and no files at all."""

from __future__ import annotations

import io
import os
import struct
from functools import cache, partial
from pathlib import Path

import xlwt

from tests.hostile.packing import OLE_MARK, Hostile, flipped, ods, ole, package, workbook, xlsb
from xl_addin.workbook.compound_file import compound_file

SEVEN = '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="{}"/>'
ROW = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
BLANK = "<table:table-cell/>"
TEXT = '<table:table-cell office:value-type="string" table:number-columns-repeated="{}"><text:p>{}</text:p></table:table-cell>'
HTML = (
    b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>Net cost</td></tr></table></html>"
)
XML_2003 = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
ENCRYPTED = b"\x04\0\x04\0" + b"<encryption/>".ljust(5_000)


@cache
def _old(rows: int = 30) -> bytes:
    """A workbook of Excel 97-2003, as xlwt writes it."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    for row in range(rows):
        sheet.write(row, 0, f"Line {row}")
        sheet.write(row, 1, row * 1.5)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _stream() -> int:
    """Where the records of the workbook begin."""
    return _old().index(b"\x09\x08\x10\x00\x00\x06")


def _password() -> bytes:
    """The record that says that all others are encrypted, behind the first, in the place of three others."""
    data = _old()
    at = end = _stream() + 20
    for _ in range(3):
        end += 4 + struct.unpack_from("<H", data, end + 2)[0]
    return data[:at] + struct.pack("<HH", 0x2F, end - at - 4) + b"\1" * (end - at - 4) + data[end:]


def _far_old(row: int, column: int) -> bytes:
    """A number moved far out."""
    data = _old()
    last = struct.pack("<HHHH", 0x203, 14, 29, 1)
    at = data.find(last)
    if at < 0:  # xlwt packs numbers where it can
        last = struct.pack("<HHHH", 0x27E, 10, 29, 1)
        at = data.index(last)
    return data[: at + 4] + struct.pack("<HH", row, column) + data[at + 8 :]


def _loop() -> bytes:
    """A container whose table of sectors leads in a circle."""
    data = bytearray(_old())
    table = struct.unpack_from("<I", data, 76)[0]
    start = 512 * (table + 1)
    for at in range(start, start + 512, 4):
        struct.pack_into("<I", data, at, 0)
    return bytes(data)


def _fifo(folder: Path) -> Path:
    path = folder / "plan.xlsx"
    os.mkfifo(path)
    return path


def _folder(folder: Path) -> Path:
    path = folder / "plan.xlsx"
    path.mkdir()
    return path


def _link_to(target: str, folder: Path) -> Path:
    path = folder / "plan.xlsx"
    path.symlink_to(target)
    return path


def _linked(folder: Path) -> Path:
    """A link to a real plan is no harm."""
    (folder / "real.xlsx").write_bytes(workbook())
    return _link_to("real.xlsx", folder)


case = partial(Hostile, "renamed")
RENAMED = (
    case("web page.xls", lambda: HTML, "web-page"),
    case("web page with a mark.xlsx", lambda: b"\xef\xbb\xbf \r\n" + HTML, "web-page"),
    case("web page in UTF-16.xls", lambda: HTML.decode().encode("utf-16"), "web-page"),
    case("web archive.xls", lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "web-page"),
    case("spreadsheet of 2003.xls", lambda: XML_2003, "xml-2003"),
    case("some XML.xlsx", lambda: b"<?xml version='1.0'?><rss/>", "xml"),
    case("text.xlsx", lambda: b"Client,Cost\nA,1\n", cells={(1, 1): "Client"}, findings=("named-otherwise",)),
    case("a workbook.csv", workbook, cells={(1, 1): 1.0}, findings=("named-otherwise",)),
    case("a pdf.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not-a-workbook"),
    case("a picture.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "not-a-workbook"),
    case("a program.xlsx", lambda: b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(range(256)) * 40, "not-a-table"),
    case("a program of Linux.xlsx", lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "not-a-table"),
    case("a zip.xlsx", lambda: package({"readme.txt": "hello"}), "not-a-workbook"),
    case("a letter.xlsx", lambda: package({"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"}), "not-a-workbook"),
    case("slides.xlsx", lambda: package({"ppt/presentation.xml": "<p/>"}), "not-a-workbook"),
    case("numbers.xlsx", lambda: package({"Index/Document.iwa": b"x"}), "not-a-workbook"),
    case("7z.xlsx", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(64), "not-a-workbook"),
    case("parquet.csv", lambda: b"PAR1" + bytes(64), "not-a-workbook"),
    case("database.xlsx", lambda: b"SQLite format 3\0" + bytes(64), "not-a-workbook"),
    case("noise.xlsx", lambda: bytes((n * 197 + n // 7) % 256 for n in range(20_000)), "not-a-table"),
)  # fmt: skip

case = partial(Hostile, "ods")
ODS = (
    case("rows repeated to the corner.ods", lambda: ods(ROW.format(1_048_576, SEVEN.format(16_384))), "used-area"),
    case("blank rows repeated.ods", lambda: ods(ROW.format(2, BLANK) + ROW.format(1, SEVEN.format(2)) + ROW.format(1_048_573, BLANK)), cells={(3, 2): 7.0}),
    case("repeated four billion times.ods", lambda: ods(ROW.format(4_294_967_295, SEVEN.format(1))), "used-area"),
    case("repeated 10^30 times.ods", lambda: ods(ROW.format("9" * 30, SEVEN.format(1))), "used-area"),
    case("repeated -1 times.ods", lambda: ods(ROW.format(-1, SEVEN.format(1))), "damaged"),
    case("a blank row repeated, then one cell.ods", lambda: ods(ROW.format(1_048_575, BLANK) + ROW.format(1, SEVEN.format(30))), "used-area"),
    case("a text repeated a million times.ods", lambda: ods(ROW.format(1_000, TEXT.format(1_000, "x" * 1_000))), "unpacks-too-far"),
    case("spaces repeated.ods", lambda: ods(ROW.format(100, TEXT.format(100, '<text:s text:c="131072"/>'))), "unpacks-too-far"),
    case("with a password.ods", lambda: ods("", manifest="<m:encryption-data/>"), "password"),
    case("entities.ods", lambda: ods(ROW.format(1, "<table:table-cell/>"), before="<!DOCTYPE x [<!ENTITY a 'b'>]>"), "xml-entities"),
    case("cut off.ods", lambda: ods("<table:table-row>"), "damaged"),
    case("nothing in it.ods", lambda: ods(""), "no-values"),
    case("text, not sheets.ods", lambda: package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "not-a-workbook"),
)  # fmt: skip

case = partial(Hostile, "xlsb")
XLSB = (
    case("far corner.xlsb", lambda: xlsb((0, 0, 1), (1_048_575, 16_383, 1)), "used-area"),
    case("beyond the last column.xlsb", lambda: xlsb((0, 0, 1), (1, 9_000_000, 1)), "used-area"),
    case("row four billion.xlsb", lambda: xlsb((0, 0, 1), (0xFFFFFFFE, 0, 1)), "used-area"),
    case("cut in a record.xlsb", lambda: xlsb((0, 0, 1), tail=b"\x05\x01"), "damaged"),
    case("record longer than the part.xlsb", lambda: xlsb((0, 0, 1), tail=b"\x05\xff\xff\xff\x7f"), "damaged"),
    case("nothing in it.xlsb", xlsb, "no-values"),
)  # fmt: skip

case = partial(Hostile, "xls")
XLS = (
    case("sound.xls", _old, cells={(1, 1): "Line 0", (30, 2): 43.5}),
    case("with a password.xls", _password, "password"),
    case("with a password.xlsx", lambda: compound_file({"EncryptionInfo": ENCRYPTED, "EncryptedPackage": ENCRYPTED}), "password"),
    case("with a password, by name.xlsx", lambda: ole("Workbook", encrypted=True), "password"),
    case("cut in half.xls", lambda: _old()[: len(_old()) // 2], "damaged"),
    case("header alone.xls", lambda: OLE_MARK.ljust(512, b"\0"), "damaged"),
    case("sectors in a circle.xls", _loop, "damaged"),
    case("sector size of nonsense.xls", lambda: flipped(_old(), 30), "damaged"),
    case("cell far out.xls", partial(_far_old, 65_535, 65_000), "used-area"),
    case("a letter.xls", lambda: ole("WordDocument"), "not-a-workbook"),
    case("an e-mail.xls", lambda: ole("__substg1.0_0037001F"), "not-a-workbook"),
    case("records cut.xls", lambda: _old()[: _stream() + 700].ljust(len(_old()), b"\xff"), "damaged"),
)  # fmt: skip

case = partial(Hostile, "place", placed=True)
PLACES = (
    case("a folder", _folder, "folder"),
    case("a pipe", _fifo, "not-a-file"),
    case("a device", partial(_link_to, "/dev/zero"), "not-a-file"),
    case("a link to itself", partial(_link_to, "plan.xlsx"), "not-opened"),
    case("a link to nothing", partial(_link_to, "gone.xlsx"), "missing"),
    case("a link to a plan", _linked, cells={(1, 1): 1.0}),
    case(
        "a name of 5,000 letters",
        lambda folder: folder / ("x" * 5_000),
        "missing" if os.name == "nt" else "not-opened",
    ),
    case("a name with a NUL", lambda folder: folder / "a\0b.xlsx", "not-opened"),
    case("Excel's own lock", lambda folder: folder / "~$plan.xlsx", "lock-file"),
)
CASES = (*RENAMED, *ODS, *XLSB, *XLS, *PLACES)
