"""The files of workbook and add-in: parts in a zip that comes out the same on every machine.

Parts are stored, not deflated: zlib's output differs between its versions, and the file is small anyway.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_RELATION = (
    '<Relationship Id="mmRibbon" Target="customUI/customUI14.xml"'
    ' Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"/>'
)
_BOOK, _TYPES = "xl/workbook.xml", "[Content_Types].xml"
_CALCULATION = re.compile(r"<calcPr\b[^>]*/>")
CALCULATED_BY = 191029
"""The calculation engine of Excel 2019 and of Microsoft 365: a file of an older one is calculated anew when it is opened."""
_BOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RELATIONS, _END = "_rels/.rels", "</Relationships>"
_MS_DOS = 0
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can state."""


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name, in order."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_ribbon(parts: Mapping[str, bytes], ribbon: bytes) -> dict[str, bytes]:
    """*parts* with the ribbon and its relation."""
    relations = parts[_RELATIONS].decode().replace(_END, _RIBBON_RELATION + _END)
    return {**parts, _RELATIONS: relations.encode(), RIBBON_PART: ribbon}


def without_recalculation(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """*parts* of a workbook that Excel opens as calculated: closed untouched, it asks nothing and stays the same file."""
    book = parts[_BOOK].decode()
    if not _CALCULATION.search(book):
        raise ValueError(f"{_BOOK} says nothing of calculation.")
    return {**parts, _BOOK: _CALCULATION.sub(f'<calcPr calcId="{CALCULATED_BY}"/>', book).encode()}


def as_addin(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """*parts* of a workbook as those of an add-in, which differ in what the workbook's part is called."""
    types = parts[_TYPES].decode()
    if _BOOK_TYPE not in types:
        raise ValueError(f"{_TYPES} names no workbook with macros.")
    return {**parts, _TYPES: types.replace(_BOOK_TYPE, _ADDIN_TYPE).encode()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """*parts* as a file, without times and without traces of the system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = _MS_DOS
            archive.writestr(entry, data)
    return buffer.getvalue()


def differing(one: bytes, other: bytes) -> list[str]:
    """Names of the parts that only one of two workbooks has, or that differ."""
    left, right = parts_of(one), parts_of(other)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))
