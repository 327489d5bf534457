"""CSV, TSV and other tables of text: what no other format takes, unless it is plainly something else."""

from __future__ import annotations

from worker.plans.files import contents, delimited
from worker.plans.files.formats import Source
from worker.shapes.grid import Book

WHAT = "a text file"
SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
LAST = True


def recognises(head: bytes) -> bool:
    """True for all that is left."""
    contents.refuse_others(head)
    return True


def read(source: Source) -> Book:
    """The one sheet of a table of text; see `delimited.read_text`."""
    delimited.check(source.file)
    return delimited.read_text(
        source.file.read(), source.path, settings=source.settings, sheets=source.sheets
    )
