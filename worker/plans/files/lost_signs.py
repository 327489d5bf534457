"""Currency signs that a code page lacks: Excel saves '1.200 ₺' to an old csv as '1.200 ?'."""

from __future__ import annotations

import re
from collections import Counter

from worker.findings.files import SIGNS_LOST
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell

LEAST = 3
"""Amounts with the mark; one or two are somebody's question."""
_AMOUNT = r"[-+(]*\d[\d.,' \u00a0\u202f]*\)?"
_MARKED = re.compile(rf"\s*(?:({_AMOUNT}?)\s*\?|\?\s*({_AMOUNT}))\s*")


def without_lost_signs(rows: list[list[Cell]]) -> tuple[Finding, ...]:
    """Take the mark off the amounts in *rows*, where most cells of a column bear it, and say so.

    A column of numbers with a doubt here and there is left alone.
    """
    marked = {
        (at, number): (match[1] or match[2]).strip()
        for at, row in enumerate(rows)
        for number, cell in enumerate(row)
        if isinstance(cell, str) and "?" in cell and (match := _MARKED.fullmatch(cell))
    }
    counts = Counter(number for _, number in marked)
    usual = {number for number, count in counts.items() if 2 * count > _amounts(rows, number)}
    lost = {place: text for place, text in marked.items() if place[1] in usual}
    if len(lost) < LEAST:
        return ()
    for (at, number), text in lost.items():
        rows[at][number] = text
    return (SIGNS_LOST.at(count=len(lost)),)


def _amounts(rows: list[list[Cell]], number: int) -> int:
    """How many cells of a column hold a digit."""
    cells = (row[number] for row in rows if number < len(row))
    return sum(isinstance(cell, str) and any(map(str.isdigit, cell)) for cell in cells)
