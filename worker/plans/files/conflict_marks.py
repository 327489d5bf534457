"""What a version control leaves in a table where two people changed the same lines: both states, between marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.findings.files import MERGE_CONFLICT
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell

_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:\s.*)?")


def begins(text: str) -> bool:
    """A quick look whether the text of a row's first cell may be the first mark of a conflict."""
    return text.startswith("<<<<<<<")


def dissolve(rows: list[list[Cell]], sheet: str) -> list[Finding]:
    """Empties the marks and all but the upper state in *rows*, in place, so that rows keep their numbers.

    Returns:
        An error for each conflict: which state holds, only a person knows.
    """
    findings: list[Finding] = []
    first = 0
    other_state = False
    for number, row in enumerate(rows, 1):
        mark = _mark(row)
        if mark == "<" and not first:
            first = number
        elif not first:
            continue
        elif mark in ("|", "="):
            other_state = True
        if mark or other_state:
            row[:] = [None] * len(row)
        if mark == ">":
            findings.append(MERGE_CONFLICT.at(sheet, f"{first}:{number}", first=first, last=number))
            first, other_state = 0, False
    return findings


def _mark(row: Sequence[Cell]) -> str:
    """The mark that a row is, '' for any other row."""
    filled = [cell for cell in row if cell is not None and cell != ""]
    match = _MARK.fullmatch(filled[0].strip()) if len(filled) == 1 and isinstance(filled[0], str) else None
    return match[1][0] if match else ""
