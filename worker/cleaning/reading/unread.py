"""Cells that could not be read, as findings: neighbours with the same text are told together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from worker.cleaning.lines import Bools, Ints, short, span
from worker.cleaning.reading.dates import Dates
from worker.findings.kind import FindingKind, with_more
from worker.findings.values import (
    DATE_NOT_READ,
    DATE_NOT_REAL,
    DATE_ORDER_ASSUMED,
    FREE_OF_CHARGE,
    LENGTH_NOT_READ,
    NUMBER_AMBIGUOUS,
    NUMBER_MARKS_MIXED,
    NUMBER_NOT_READ,
    RATE_NOT_READ,
)
from worker.lazy_dataclass import dataclass
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell, cell_text
from worker.values.amounts import is_range
from worker.values.blanks import is_free_of_charge
from worker.values.numbers import Numbers

LONGEST_TEXT = 80
"""Characters of a cell that a sentence quotes."""
MOST_NUMBERS = 4
"""Runs of cells without a number that are told one by one."""
MOST_DATES = 1
"""Cells of a column without a date that are told one by one: what one holds, the others hold."""
KindOf = Callable[[int, str], tuple[FindingKind, str]]
"""(line, text) -> the kind of finding, and what the text is instead."""


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """The cells of one column of the sheet on the lines of a table."""

    sheet: str
    rows: Ints
    """The sheet's row of each cell."""
    number: int
    header: str
    field: str | None
    """What the column is mapped to."""
    cells: Sequence[Cell]
    is_summed: bool = True
    """False for prices, shares and frequencies: no sum hangs on one that can't be read."""

    @property
    def place(self) -> str | None:
        """From the first line to the last; None where there is no line."""
        return self.span([0, -1]) if len(self.rows) else None

    def span(self, lines: Sequence[int]) -> str:
        """'H12:H14' for the first and last of *lines*."""
        return span(self.number, [int(self.rows[lines[0]]), int(self.rows[lines[-1]])])


def unread_numbers(column: ColumnCells, read: Numbers) -> list[Finding]:
    """A finding for each cell, or run of cells, that should hold a number and does not."""

    def kind_of(_: int, text: str) -> tuple[FindingKind, str]:
        if is_free_of_charge(text):
            return FREE_OF_CHARGE, ""
        kind = NUMBER_NOT_READ if column.is_summed and not _is_mark(text) else RATE_NOT_READ
        return kind, "two numbers, not one amount" if is_range(text) else "no number"

    findings = list(_by_run(column, read.unread, kind_of))
    fields, header = [column.field], short(column.header)
    if read.ambiguous and read.mark:
        text = next(str(c) for c in column.cells if isinstance(c, str) and any(m in c for m in ".,"))
        mark = "," if read.mark == "." else "."
        findings.append(
            NUMBER_AMBIGUOUS.at(
                column.sheet, column.place, fields=fields, header=header, text=text, mark=mark
            )
        )
    if read.mixed:
        findings.append(
            NUMBER_MARKS_MIXED.at(column.sheet, column.place, fields=fields, header=header, mark=read.mark)
        )
    return findings


def _is_mark(text: str) -> bool:
    """Whether a text only marks that something runs or is included: '+', '✓'; '?' asks for a number."""
    return not any(map(str.isalnum, text)) and "?" not in text


def unread_dates(column: ColumnCells, read: Dates) -> list[Finding]:
    """A finding for each cell, or run of cells, that should hold a date and does not."""

    def kind_of(line: int, _: str) -> tuple[FindingKind, str]:
        return (DATE_NOT_REAL if read.unreal[line] else DATE_NOT_READ), ""

    findings = _by_run(column, read.unread, kind_of, most=MOST_DATES)
    if read.assumed:
        text = next(str(c) for c in column.cells if isinstance(c, str))
        header = short(column.header)
        findings.append(
            DATE_ORDER_ASSUMED.at(column.sheet, column.place, fields=[column.field], header=header, text=text)
        )
    return findings


def unread_durations(column: ColumnCells, unread: Bools) -> list[Finding]:
    """As for numbers, but a length that is no number is worth a note only."""
    return _by_run(column, unread, lambda _, text: (LENGTH_NOT_READ, "no number"))


def _by_run(column: ColumnCells, unread: Bools, kind_of: KindOf, most: int = MOST_NUMBERS) -> list[Finding]:
    """One finding for each run of neighbours with the same text; the last of *most* speaks for those beyond as well."""
    runs = _runs(column, unread)
    findings: list[Finding] = []
    for run in runs[:most]:
        text = cell_text(column.cells[run[0]])[:LONGEST_TEXT]
        kind, what = kind_of(run[0], text)
        findings.append(
            kind.at(
                column.sheet,
                column.span(run),
                fields=[column.field],
                header=short(column.header),
                text=text,
                what=what,
            )
        )
    if rest := [line for run in runs[most:] for line in run]:
        last, (of_rest, _) = findings.pop(), kind_of(rest[0], "")
        if last.code == of_rest.code:
            whole = column.span([*runs[most - 1], *rest])
            findings.append(with_more(last, len(rest), [column.span(rest)], whole))
        else:
            findings += [last, of_rest.more(len(rest), column.sheet, column.span(rest), [column.field])]
    return findings


def _runs(column: ColumnCells, unread: Bools) -> list[list[int]]:
    """Lines on neighbouring rows whose unread cells are equal."""
    runs: list[list[int]] = []
    rows, cells = column.rows, column.cells
    for line in np.flatnonzero(unread).tolist():
        last = runs[-1][-1] if runs else None
        if last is not None and rows[line] == rows[last] + 1 and cells[line] == cells[last]:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
