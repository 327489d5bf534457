"""What a file says of itself: whether MediaMapper wrote it, and nobody saved it since.

For files that the record does not know, from another memory folder or an earlier version.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

Kind = Literal["raw-data", "review", "report", "backup", "mirror", "workbook", "extension", "installer"]

_MOST = 1 << 20
_LINEAGE = b'"source_sheet","source_row","source_column"'
_PARQUET = b"PAR1"
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]*)<")
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]*)<")
_BACKUPS = (b"MediaMapper memory backup ", b'{"format": "mediamapper-memory"')


def is_ours(path: Path, kind: Kind) -> bool:
    """Whether the file bears the marks of *kind*; False where it can't be read."""
    mark = _MARKS.get(kind)
    try:
        return mark is not None and mark(path)
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return False


def is_review(path: Path) -> bool:
    """Whether a workbook has our Review sheets; a plan saved with its review has them too."""
    try:
        sheets = _member(path, "xl/workbook.xml")
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return False
    return b'name="Review"' in sheets and b'name="Review fields"' in sheets


def _raw_data(path: Path) -> bool:
    with open(path, "rb") as file:
        head = file.read(_MOST)
    if head.startswith(b"PK"):
        return _report(path)
    if head.startswith(_PARQUET):
        return _has_metadata(path)
    # A spreadsheet program saves the header without its quotation marks.
    return head.startswith(b"\xef\xbb\xbf") and head.partition(b"\n")[0].rstrip(b"\r").endswith(_LINEAGE)


def _has_metadata(path: Path) -> bool:
    with open(path, "rb") as file:
        end = file.seek(0, 2)
        file.seek(max(0, end - 8))
        length = int.from_bytes(file.read(4), "little")
        file.seek(max(0, end - 8 - min(length, 64 * _MOST)))
        footer = file.read(length)
    return b"mediamapper" in footer and b'{"template"' in footer


def _report(path: Path) -> bool:
    """A workbook that we made and that no spreadsheet program saved: saving changes the time of its last change."""
    core = _member(path, "docProps/core.xml")
    return b"Made by MediaMapper" in core and _is_unsaved(core)


def _workbook(path: Path) -> bool:
    ribbon = _member(path, "customUI/customUI14.xml")
    return b"MediaMapper" in ribbon and _is_unsaved(_member(path, "docProps/core.xml"))


def _extension(path: Path) -> bool:
    return b"org.mediamapper.calc" in _member(path, "description.xml")


def _backup(path: Path) -> bool:
    with open(path, "rb") as file:
        return file.read(64).startswith(_BACKUPS)


def _is_unsaved(core: bytes) -> bool:
    created, modified = _CREATED.search(core), _MODIFIED.search(core)
    return bool(created and modified and created[1] == modified[1])


def _member(path: Path, name: str) -> bytes:
    """The beginning of a member of a zip, a megabyte at most."""
    with zipfile.ZipFile(path) as archive, archive.open(name) as member:
        return member.read(_MOST)


_MARKS: Mapping[Kind, Callable[[Path], bool]] = {
    "raw-data": _raw_data,
    "report": _report,
    "backup": _backup,
    "workbook": _workbook,
    "extension": _extension,
}
