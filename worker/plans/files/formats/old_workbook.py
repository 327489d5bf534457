"""Workbooks of Excel 97-2003: another container, read as newer ones are."""

from __future__ import annotations

from worker.plans.files.formats import Source, workbook
from worker.shapes.grid import Book

WHAT = "a workbook of Excel 97-2003"
SUFFIXES = (".xls",)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognises(head: bytes) -> bool:
    """Whether the file is a compound document, as these workbooks are."""
    return head.startswith(_OLE)


def read(source: Source) -> Book:
    """The sheets of a workbook; see `workbook.read`."""
    return workbook.read(source)
