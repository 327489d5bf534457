"""Checks of a workbook's container before anything in it is parsed: its directory, and what it unpacks to.

Sizes in a zip's directory are only claims, so members are unpacked once, in pieces, and counted.
Runs inside the child process: no imports beyond the standard library and `worker.errors`.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal

from worker.errors import FileProblem

Format = Literal["xlsx", "xlsb", "ods"]
MEGABYTE = 1_000_000
"""Bytes, and of a text characters, in one MB of the settings' limits."""
PIECE = 1 << 20
_PACKED_PIECE = 1 << 17
MAX_MEMBERS = 20_000
MAX_SHEETS = 1_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_OTHER_PACKAGES = (
    ("word/", "a Word document"),
    ("ppt/", "a presentation"),
    ("index/document.iwa", "a Numbers, Pages or Keynote document"),
)


def damaged() -> FileProblem:
    """The file is not what its first bytes promise."""
    return FileProblem("Damaged or not downloaded completely.", "Ask for it again.", code="damaged")


def protected() -> FileProblem:
    """The workbook is encrypted."""
    return FileProblem(
        "This workbook is protected by a password.",
        "Open it in Excel, remove the password, save, and try again.",
        code="password",
    )


def unpacks_too_far(max_mb: int) -> FileProblem:
    """The container unpacks to more than the setting allows."""
    return FileProblem(
        f"Unpacks to more than {max_mb} MB and was not opened.",
        "Save the sheet you need as its own file, or raise the setting `max_unpacked_mb`.",
        code="unpacks-too-far",
    )


def too_large(rows: int, columns: int, sheet: str) -> FileProblem:
    """A used area that is no plan's, or of a plan that needs another limit."""
    return FileProblem(
        f"The used area of sheet '{sheet}' is {rows:,} rows x {columns:,} columns because of stray cells.",
        "Press Ctrl+End, delete the empty rows and columns, and save; if all of it is the plan, raise the setting `max_cells`.",
        code="used-area",
    )


def check_area(rows: int, columns: int, sheet: str, max_cells: int) -> None:
    """Refuse a used area of more cells than allowed, or beyond Excel's last row or column."""
    if rows * columns > max_cells or rows > LAST_ROW or columns > LAST_COLUMN:
        raise too_large(rows, columns, sheet)


def too_many_sheets(count: int) -> FileProblem:
    """More sheets than a person makes."""
    return FileProblem(
        f"The workbook has {count:,} sheets, more than the {MAX_SHEETS:,} that are read.",
        "Move the plan's sheets to a workbook of their own.",
        code="too-many-sheets",
    )


class Archive:
    """A zip whose members are unpacked in pieces, and counted against one budget."""

    def __init__(self, data: bytes, max_mb: int) -> None:
        self.max_mb = max_mb
        self._left = max_mb * MEGABYTE
        self._data = memoryview(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
            raise damaged() from None
        self._members = self._zip.infolist()
        if sum(member.file_size for member in self._members) > self._left or len(self._members) > MAX_MEMBERS:
            raise unpacks_too_far(max_mb)
        if any(member.flag_bits & 0x1 for member in self._members):
            raise protected()
        self._by_name = {_plain(member.filename): member for member in self._members}
        if len(self._by_name) < len(self._members):
            # Two members of one name: what is checked might not be what is read. Excel refuses them too.
            raise damaged()
        self._counted: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._by_name

    def names(self, start: str, end: str) -> list[str]:
        """Members whose names begin and end so, in lower case."""
        return [name for name in self._by_name if name.startswith(start) and name.endswith(end)]

    def size(self, name: str) -> int:
        """Bytes that the directory claims for a member; 0 where there is none."""
        member = self._by_name.get(_plain(name))
        return member.file_size if member else 0

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member's bytes, piece by piece; nothing where there is none."""
        member = self._by_name.get(_plain(name))
        if member is not None:
            yield from self._unpack(member)

    def sound_pieces(self, name: str) -> Iterator[bytes]:
        """The same where calamine does not read the member too, and so makes no checksum."""
        checksum = 0
        for piece in self.pieces(name):
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if checksum != self._by_name[_plain(name)].CRC:
            raise damaged()

    def read(self, name: str) -> bytes:
        """A whole member; empty where there is none."""
        return b"".join(self.pieces(name))

    def count(self, but: frozenset[str]) -> None:
        """Unpack every member once, except those in *but*, which are read before they are parsed."""
        skipped = {_plain(name) for name in but}
        for member in self._members:
            if _plain(member.filename) not in skipped:
                for _ in self._unpack(member):
                    pass

    def _unpack(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        # Not through zipfile's reader: its checksum takes as long as unpacking, and calamine makes it anyway.
        try:
            unpacked = 0
            again = member.filename in self._counted
            self._counted.add(member.filename)
            for piece in _inflate(self._body(member), member.compress_type):
                unpacked += len(piece)
                self._left -= 0 if again else len(piece)
                if self._left < 0:
                    raise unpacks_too_far(self.max_mb)
                yield piece
        except (zlib.error, struct.error):
            raise damaged() from None
        if unpacked != member.file_size:
            raise damaged()

    def _body(self, member: zipfile.ZipInfo) -> memoryview:
        """A member's packed bytes, behind its own header."""
        start = member.header_offset
        signature, name, extra = struct.unpack_from("<4s22xHH", self._data, start)
        body = self._data[start + 30 + name + extra :][: member.compress_size]
        if signature != b"PK\3\4" or len(body) < member.compress_size:
            raise damaged()
        return body

    def format(self) -> Format:
        """Which kind of workbook this is."""
        if "xl/workbook.xml" in self:
            return "xlsx"
        if "xl/workbook.bin" in self:
            return "xlsb"
        if "content.xml" in self:
            if b"spreadsheet" not in self.read("mimetype") and "mimetype" in self:
                raise _not_a_workbook("an OpenDocument file without sheets")
            if b"encryption-data" in self.read("META-INF/manifest.xml"):
                raise protected()
            return "ods"
        for start, what in _OTHER_PACKAGES:
            if any(name.startswith(start) for name in self._by_name):
                raise _not_a_workbook(what)
        if any(name.startswith("xl/") for name in self._by_name):
            raise damaged()
        raise _not_a_workbook("a zip archive")


def _inflate(body: memoryview, method: int) -> Iterator[bytes]:
    """*body* unpacked, at most `PIECE` bytes at a time."""
    if method == zipfile.ZIP_STORED:
        yield from (bytes(body[at : at + PIECE]) for at in range(0, len(body), PIECE))
        return
    if method != zipfile.ZIP_DEFLATED:
        raise damaged()
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(body), _PACKED_PIECE):
        packed: bytes | memoryview = body[at : at + _PACKED_PIECE]
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, PIECE)
            packed = unpacker.unconsumed_tail
    if rest := unpacker.flush():
        yield rest
    if not unpacker.eof:
        raise damaged()


def _not_a_workbook(what: str) -> FileProblem:
    return FileProblem(
        f"This is {what}, not a workbook.",
        "Unpack it, or ask for the plan as an Excel file.",
        code="not-a-workbook",
    )


def _plain(name: str) -> str:
    """Names as calamine compares them: without case, and some writers use backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def check_ole(data: bytes) -> None:
    """Refuse an OLE container that is encrypted, cut off, or no workbook."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise protected()
    streams = ("Workbook", "Book", "WORKBOOK", "BOOK")
    if not any(f"{name}\0".encode("utf-16-le") in data for name in streams):
        if "WordDocument".encode("utf-16-le") in data:
            raise _not_a_workbook("a Word document")
        if "__substg1.0_".encode("utf-16-le") in data:
            raise _not_a_workbook("an e-mail")
        raise damaged()
