"""The workbook's file: parts in a zip that comes out the same on every machine.

Parts are stored, not deflated: zlib's output differs between its versions, and the file is small anyway.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_RELATION = (
    '<Relationship Id="mmRibbon" Target="customUI/customUI14.xml"'
    ' Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"/>'
)
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
