"""The containers that hostile files come in, made of text: the least that is a workbook, and what can be done to it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
LONG_AGO = (2020, 1, 1, 0, 0, 0)
"""The date of every member: a file is the same whenever it is made."""
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Place = Callable[[Path], Path]
Content = str | bytes


@dataclass(frozen=True)
class Hostile:
    """One file of the corpus, and what reading it must come to."""

    kind: str
    name: str
    make: Callable[[], bytes] | Place
    """Its bytes; or, with *placed*, a way to put it into a folder."""
    code: str = ""
    """The error it is refused with; empty where it is read."""
    cells: Mapping[tuple[int, int], Any] | None = None
    """Of a file that is read: some cells of its first sheet, by row and column."""
    findings: Sequence[str] = ()
    """Codes that reading must tell of; others may be there."""
    placed: bool = False
    heavy: bool = False
    """Takes more than a second or two."""

    def put(self, folder: Path) -> Path:
        """Make the file in *folder*."""
        if self.placed:
            return self.make(folder)  # type: ignore[call-arg, return-value]
        path = folder / self.name
        path.write_bytes(self.make())  # type: ignore[call-arg, arg-type]
        return path


def package(parts: Mapping[str, Content], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of *parts*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression, compresslevel=1) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, LONG_AGO)
            member.compress_type = compression
            archive.writestr(member, content)
    return stream.getvalue()


def relationships(listed: str) -> str:
    """A part that says where others are."""
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


def workbook(
    rows: str = CELL,
    *,
    after: str = "",
    before: str = "",
    sheets: int = 1,
    names: Sequence[str] = (),
    compression: int = zipfile.ZIP_DEFLATED,
    **parts: Content,
) -> bytes:
    """The least that is an .xlsx; *rows* is the sheet's XML, *after* follows its data, *parts* replace parts.

    A part is named with __ for /, and _xml for .xml: `xl__styles_xml`.
    """
    made = package_parts(rows, after=after, before=before, sheets=sheets, names=names)
    changed = {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()}
    made |= changed
    made["[Content_Types].xml"] = _types(
        [name[3:-4] for name in made if name.startswith("xl/") and name.endswith(".xml")]
    )
    return package(made, compression)


def package_parts(
    rows: str = CELL, *, after: str = "", before: str = "", sheets: int = 1, names: Sequence[str] = ()
) -> dict[str, Content]:
    """The parts of `workbook`."""
    called = list(names) or [f"S{n}" for n in range(1, sheets + 1)]
    numbers = range(1, len(called) + 1)
    listed = "".join(f'<sheet name="{called[n - 1]}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    sheet = f"{before}<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"
    return {
        "[Content_Types].xml": "",
        "_rels/.rels": relationships(
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(relations),
    } | {f"xl/worksheets/sheet{n}.xml": sheet for n in numbers}


def _types(parts: Sequence[str]) -> str:
    """What each part is, for readers that ask."""
    kinds = {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    told = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kinds.get(part, "worksheet")}+xml"/>'
        for part in parts
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{told}</Types>'
    )


def with_styles_and_strings() -> str:
    """The relations of a workbook that has both parts."""
    return relationships(
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    )


def cells(count: int) -> str:
    """A row of so many numbers that do not say where they are."""
    return f'<row r="1">{"".join("<c><v>1</v></c>" for _ in range(count))}</row>'


def text(reference: str, words: str) -> str:
    """A cell with its text beside it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


# ---------------------------------------------------------------- what can be done to a zip


def lying(data: bytes, name: str, size: int) -> bytes:
    """The same zip, its directory claiming that *name* unpacks to *size* bytes."""
    at = data.rindex(name.encode())
    return data[: at - 22] + struct.pack("<I", size) + data[at - 18 :]


def wrong_sum(data: bytes, name: str) -> bytes:
    """The same zip, with another checksum for *name*."""
    at = data.rindex(name.encode())
    return data[: at - 30] + b"\x12\x34\x56\x78" + data[at - 26 :]


def shared(data: bytes, times: int) -> bytes:
    """The same zip, its last member listed so many times more, always the same bytes."""
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", data, end + 16)[0]
    entry = data[data.rindex(b"PK\x01\x02") : end]
    count = struct.unpack_from("<H", data, end + 10)[0] + times
    directory = data[start:end] + entry * times
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), start, 0)
    return data[:start] + directory + tail


def overlapping(count: int, size: int) -> bytes:
    """Members of different names that all begin inside one run of packed bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(b"\0" * size) + packer.flush()
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0x5021, 0, len(body), size, 15, 0)
    local = head + b"xl/media/image0" + body
    entries = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0x5021, 0, len(body), size, len(name), 0, 0, 0, 0, 0, 0
        )
        + name
        for name in (f"xl/media/image{n}".encode() for n in range(count))
    )
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entries), len(local), 0)
    return local + entries + tail


def flipped(data: bytes, at: int, bits: int = 0xFF) -> bytes:
    """The same bytes but one."""
    made = bytearray(data)
    made[at % len(made)] ^= bits
    return bytes(made)


# ---------------------------------------------------------------- other containers


def ole(*streams: str, encrypted: bool = False) -> bytes:
    """An OLE header and directory names: enough to be taken for one."""
    names = [*streams, *(["EncryptionInfo", "EncryptedPackage"] if encrypted else [])]
    body = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return OLE_MARK.ljust(512, b"\0") + body.ljust(1024, b"\0")


def ods(rows: str, manifest: str = "", before: str = "", name: str = "S1") -> bytes:
    """The least that is an OpenDocument spreadsheet."""
    spaces = "".join(f' xmlns:{part}="{ODF}:{part}:1.0"' for part in ("office", "table", "text"))
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}:manifest:1.0">{manifest}</m:manifest>',
            "content.xml": f"{before}<office:document-content{spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="{name}">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of a binary workbook."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def xlsb(*found: tuple[int, int, float], tail: bytes = b"") -> bytes:
    """A binary workbook with numbers at (row, column), counted from 0."""
    name = b"".join(struct.pack("<I", len(said)) + said.encode("utf-16-le") for said in ("r1", "S1"))
    sheet = record(129) + record(148, struct.pack("<4I", 0, 1, 0, 1)) + record(145)
    for row, column, value in found:
        sheet += record(0, struct.pack("<II", row, 0) + bytes(17))
        sheet += record(5, struct.pack("<IId", column, 0, value))
    office = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
    worksheet = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/>'
    listed = record(143) + record(156, struct.pack("<II", 0, 1) + name) + record(144)
    return package(
        {
            "_rels/.rels": relationships(office),
            "xl/_rels/workbook.bin.rels": relationships(worksheet),
            "xl/workbook.bin": record(131) + listed + record(132),
            "xl/worksheets/sheet1.bin": sheet + record(146) + record(130) + tail,
        }
    )
