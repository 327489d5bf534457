"""Whether a workbook is light enough to be copied cell by cell: merged areas and styles can make a small file endless."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from worker.shapes.grid import column_number

LARGEST = 4 * 2**20
"""Bytes of a file; a larger one would take longer to copy than to map."""
MOST_UNPACKED = 48 * 2**20
MOST_STYLES = 2 * 2**20
"""Bytes of the part with the styles."""
MOST_CELLS = 250_000
"""Elements that become an object each, cells foremost, and cells within merges."""
A_MERGE = 20
"""Cells that take as long as one merge."""
_OBJECT = re.compile(rb"<(?:\w+:)?+(?!(?:v|f|t|is|si|r|rPr)[\s>/])\w")
"""The start of an element that is no part of a cell or of a text."""
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)


def is_light(path: Path) -> bool:
    """Whether *path* is an .xlsx or .xlsm that copies within seconds."""
    try:
        if path.stat().st_size > LARGEST:
            return False
        with zipfile.ZipFile(path) as archive:
            members = {member.filename.lower(): member for member in archive.infolist()}
            sizes = {name: member.file_size for name, member in members.items()}
            if sum(sizes.values()) > MOST_UNPACKED or sizes.get("xl/styles.xml", 0) > MOST_STYLES:
                return False
            rest = MOST_CELLS
            for name, member in members.items():
                if name.endswith((".xml", ".rels")):
                    rest -= _objects(archive.read(member))
                if rest < 0:
                    return False
            return True
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        return False


def _objects(part: bytes) -> int:
    """The elements of a part that become objects, and the cells that its merges cover."""
    plain = part.replace(b"\0", b"")  # in UTF-16 every other byte is one
    merged = 0
    for left, top, right, bottom in _MERGE.findall(plain):
        wide = abs(column_number(right.decode()) - column_number(left.decode())) + 1
        merged += wide * (abs(int(bottom) - int(top)) + 1) + A_MERGE
    return merged + sum(1 for _ in _OBJECT.finditer(plain))
