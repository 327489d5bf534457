"""A cost, or a count, below zero."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Bools, Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import behaviour, is_money
from worker.findings.checks import CREDIT, NEGATIVE_AMOUNT
from worker.shapes.finding import Finding

_BRACKETS = re.compile(r"\(.*\d.*\)")
"""'(500.00) €' is how books write a credit."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Look at each measure that adds up."""
    for name, column in lines.columns.items():
        values = lines.floats(name)
        if values is None or behaviour(column.field) != "spread":
            continue
        below: Bools = values < 0
        if not below.any():
            continue
        credit = (
            _in_brackets(lines, mapped, column.number, below) if is_money(column.field) else below & False
        )
        yield from findings_where(lines, CREDIT, credit, name)
        yield from findings_where(lines, NEGATIVE_AMOUNT, below & ~credit, name)


def _in_brackets(lines: Lines, mapped: MappedTable, column: int | None, below: Bools) -> Bools:
    """The lines of *below* whose own cell is a text in brackets."""
    inside = np.zeros_like(below)
    if column is None:
        return inside
    for line in np.flatnonzero(below).tolist():
        cell = mapped.grid.at(int(lines.rows[line]), column)
        inside[line] = isinstance(cell, str) and _BRACKETS.search(cell) is not None
    return inside
