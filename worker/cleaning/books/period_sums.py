"""The sums in a table's total rows, proved a cell at a time: what a row adds up in one column it may add up in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.lines import Bools, Lines
from worker.cleaning.reconciliation.agreement import tolerance_of
from worker.shapes.layout import Table


def post_period_sums(
    sheet: SheetFates, table: Table, lines: Lines, columns: Sequence[int], rounding: float
) -> None:
    """Post the cells of total rows that are sums of lines above, below or around them.

    Args:
        columns: those of the table whose lines add up, the sheet's numbers.
        rounding: what each line may be rounded by.
    """
    inside = [column for column in columns if 1 <= column <= sheet.numbers.shape[1]]
    if not inside or not len(lines.rows) or not table.total_rows:
        return
    at_columns = np.asarray(inside) - 1
    amounts = np.nan_to_num(sheet.numbers[np.ix_(lines.rows - 1, at_columns)])
    for row in table.total_rows:
        if row > sheet.numbers.shape[0]:
            continue
        row_sums = sheet.numbers[row - 1, at_columns]
        proved = np.zeros(len(inside), dtype=bool)
        for part in _parts(row, table, lines):
            difference = np.abs(amounts[part].sum(axis=0) - row_sums)
            proved |= difference <= tolerance_of(amounts[part], rounding)
        sheet.post("total", [row], [column for column, is_sum in zip(inside, proved, strict=True) if is_sum])


def _parts(row: int, table: Table, lines: Lines) -> Iterator[Bools]:
    """The lines that a total row may add up: its block, the lines up to it, all lines, those of its sections."""
    rows = lines.rows
    breaks = sorted({*table.total_rows, *(section.row for section in table.sections)})
    before = max((b for b in breaks if b < row), default=0)
    after = min((b for b in breaks if b > row), default=int(rows[-1]) + 1)
    ranges = [(before, row), (row, after), (0, row), (0, int(rows[-1]) + 1)]
    ranges += [
        (section.first_row - 1, section.last_row + 1)
        for section in table.sections
        if section.first_row <= row <= section.last_row + 1
    ]
    for first, last in ranges:
        part = (rows > first) & (rows < last)
        if part.any():
            yield part
