"""Workbooks of Excel from 2007 on and of LibreOffice, read in a child process with limits."""

from __future__ import annotations

from worker.errors import FileProblem
from worker.plans.files import child
from worker.plans.files.formats import Source
from worker.plans.files.grids import grids
from worker.shapes.grid import Book

WHAT = "a newer workbook"
SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".ods")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def recognises(head: bytes) -> bool:
    """Whether the file is a ZIP archive, as these workbooks are."""
    return head.startswith(_ZIP)


def read(source: Source) -> Book:
    """The sheets of a workbook."""
    try:
        book = _from_child(source, careful=False)
    except child.ChildDied:
        try:
            # Once more, everything checked before it is parsed: that names what killed the first.
            book = _from_child(source, careful=True)
        except child.ChildDied:
            raise FileProblem(
                "The workbook needs more memory than a plan may take: stray cells far out, or damage.",
                "Press Ctrl+End, delete the empty rows and columns, and save.",
                code="too-much-memory",
            ) from None
    if not any(grid.cells for grid in book.sheets):
        which = "sheet is" if len(book.sheets) == 1 else f"{len(book.sheets)} sheets are"
        raise FileProblem(
            f"There are no values in the workbook: its {which} empty.",
            "Check that this is the right file.",
            code="no-values",
        )
    return book


def _from_child(source: Source, *, careful: bool) -> Book:
    messages = child.messages(source.file, settings=source.settings, sheets=source.sheets, careful=careful)
    sheets, findings = grids(messages)
    return Book(name=source.path.name, sheets=sheets, findings=findings)
