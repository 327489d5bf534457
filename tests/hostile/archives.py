"""Zips that are bombs, lie, are cut or changed, or hold what no workbook holds."""

from __future__ import annotations

import io
import warnings
import zipfile
from functools import partial

from tests.hostile.packing import (
    CELL,
    LONG_AGO,
    MAIN,
    Hostile,
    flipped,
    lying,
    overlapping,
    package,
    package_parts,
    shared,
    with_styles_and_strings,
    workbook,
    wrong_sum,
)

SHEET = "xl/worksheets/sheet1.xml"
ZEROS = 310_000_000
"""Bytes, above what is unpacked by default."""


def _bomb(part: str, start: bytes = b"") -> bytes:
    return workbook(**{part: start + b" " * ZEROS})


def _nested() -> bytes:
    """Ten zips of ten zips; only the outermost is ever opened."""
    inner = package({"zeros": b"\0" * 10_000_000})
    for _ in range(3):
        inner = package({f"{n}.zip": inner for n in range(10)})
    return workbook(xl__media__inner=inner)


def _members(count: int) -> bytes:
    return package(package_parts() | {f"xl/media/{n}": b"" for n in range(count)}, zipfile.ZIP_STORED)


def _strings(claimed: int) -> bytes:
    """400,000 texts that nobody uses, in a table that claims another number of them."""
    items = "<si><t>aaaaaaaa</t></si>" * 400_000
    listed = f'<sst {MAIN} count="1000000000" uniqueCount="{claimed}">{items}</sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    return workbook(rows, **_strings_parts(listed))


def _strings_parts(listed: str) -> dict[str, str]:
    return {"xl___rels__workbook.xml.rels": with_styles_and_strings(), "xl__sharedStrings_xml": listed}


def _one_long_string() -> bytes:
    listed = f"<sst {MAIN}><si><t>{'x' * 20_000_000}</t></si></sst>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7</v></c></row>'
    return workbook(rows, **_strings_parts(listed))


def _styles() -> bytes:
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="0.{n}"/>' for n in range(200, 30_200))
    fills = '<fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill>' * 60_000
    cells = "".join(f'<xf numFmtId="{n % 30_000 + 200}" fillId="{n % 60_000}"/>' for n in range(60_000))
    sheet = f"<styleSheet {MAIN}><numFmts>{formats}</numFmts><fills>{fills}</fills><cellXfs>{cells}</cellXfs></styleSheet>"
    return workbook(xl__styles_xml=sheet, **{"xl___rels__workbook.xml.rels": with_styles_and_strings()})


def _crossed() -> bytes:
    """The sheet's own header gives it another name than the directory, which is what everybody reads by."""
    return workbook().replace(SHEET.encode(), b"xl/worksheets/sheet9.xml", 1)


def _named(name: str) -> bytes:
    return workbook(**{name: b"#!/bin/sh\ntouch /tmp/escaped\n"})


def _link() -> bytes:
    """A member that says it is a symbolic link."""
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as archive:
        member = zipfile.ZipInfo("xl/media/link", LONG_AGO)
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return stream.getvalue()


def _marked_encrypted() -> bytes:
    data = bytearray(workbook())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _method(number: int) -> bytes:
    return workbook(compression=number)


def _unknown_method() -> bytes:
    data = bytearray(workbook())
    at = data.rindex(SHEET.encode()) - 46
    data[at + 10] = 99
    return bytes(data)


def _twice(name: str) -> bytes:
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr(zipfile.ZipInfo(name, LONG_AGO), "<worksheet/>")
    return stream.getvalue()


def _cut(share: float) -> bytes:
    whole = workbook(CELL, xl__media__image1=bytes(range(256)) * 40)
    return whole[: int(len(whole) * share)]


def _far_directory() -> bytes:
    """The end of the directory points behind the file."""
    data = bytearray(workbook())
    at = data.rindex(b"PK\5\6")
    data[at + 16 : at + 20] = b"\xff\xff\xff\x7f"
    return bytes(data)


case = partial(Hostile, "bomb")
BOMBS = (
    case("sheet of spaces.xlsx", partial(_bomb, "xl__worksheets__sheet1_xml", b"<worksheet>"), "unpacks-too-far", heavy=True),
    case("media of zeros.xlsx", partial(_bomb, "xl__media__image1"), "unpacks-too-far", heavy=True),
    case("claims little.xlsx", lambda: lying(workbook(xl__media__a=b"\0" * ZEROS), "xl/media/a", 10), "unpacks-too-far", heavy=True),
    case("claims ten terabytes.xlsx", lambda: lying(workbook(xl__media__a=b"x"), "xl/media/a", 0xFFFFFFFE), "unpacks-too-far"),
    case("zips in zips.xlsx", _nested, cells={(1, 1): 1.0}),
    case("members that share bytes.xlsx", lambda: shared(workbook(xl__media__a=b"\0" * 5_000_000), 90), "unpacks-too-far"),
    case("members that overlap.xlsx", partial(overlapping, 250, 2_000_000), "unpacks-too-far"),
    case("members that overlap, small.xlsx", partial(overlapping, 20, 1_000), "damaged"),
    case("21,000 members.xlsx", partial(_members, 21_000), "unpacks-too-far"),
    case("strings counted in billions.xlsx", partial(_strings, 1_000_000_000), "damaged"),
    case("400,000 strings, one of them used.xlsx", partial(_strings, 1), cells={(1, 1): "aaaaaaaa"}),
    case("one string of 20 MB.xlsx", _one_long_string, cells={(1, 2): 7.0}),
    case("60,000 styles.xlsx", _styles, cells={(1, 1): 1.0}),
)  # fmt: skip

case = partial(Hostile, "zip")
ZIPS = (
    *(case(f"cut at {share:.0%}.xlsx", partial(_cut, share), "damaged") for share in (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99)),
    case("cut in the last byte.xlsx", lambda: workbook()[:-1], "damaged"),
    case("wrong checksum.xlsx", lambda: wrong_sum(workbook(), SHEET), "damaged"),
    case("flipped byte in the sheet.xlsx", lambda: flipped(workbook(), workbook().index(SHEET.encode()) + len(SHEET) + 9), "damaged"),
    case("flipped signature.xlsx", lambda: flipped(workbook(), workbook().rindex(b"PK\5\6")), "damaged"),
    case("flipped offset.xlsx", lambda: flipped(workbook(), workbook().rindex(SHEET.encode()) - 4), "damaged"),
    case("directory far away.xlsx", _far_directory, "damaged"),
    case("directory and member disagree.xlsx", _crossed, cells={(1, 1): 1.0}),
    case("claims a little less.xlsx", lambda: lying(workbook(), SHEET, 10), "damaged"),
    case("marked as encrypted.xlsx", _marked_encrypted, "password"),
    case("bzip2.xlsx", partial(_method, zipfile.ZIP_BZIP2), "damaged"),
    case("lzma.xlsx", partial(_method, zipfile.ZIP_LZMA), "damaged"),
    case("unknown method.xlsx", _unknown_method, "damaged"),
    case("the sheet twice.xlsx", partial(_twice, SHEET), "damaged"),
    case("the sheet twice, in capitals.xlsx", partial(_twice, SHEET.upper()), "damaged"),
    case("path up.xlsx", partial(_named, "..__..__..__tmp__escaped"), cells={(1, 1): 1.0}),
    case("absolute path.xlsx", partial(_named, "__tmp__escaped"), cells={(1, 1): 1.0}),
    case("path with backslashes.xlsx", partial(_named, "..\\..\\escaped"), cells={(1, 1): 1.0}),
    case("name with a NUL.xlsx", partial(_named, "xl__a\0b"), cells={(1, 1): 1.0}),
    case("symbolic link.xlsx", _link, cells={(1, 1): 1.0}),
    case("text before the zip.xlsx", lambda: b"MZ" + workbook(), "not-a-table"),
    case("text behind the zip.xlsx", lambda: workbook() + b"\0" * 70_000, "damaged"),
    case("nothing but an end.xlsx", lambda: b"PK\5\6" + bytes(18), "not-a-workbook"),
)  # fmt: skip
CASES = (*BOMBS, *ZIPS)
