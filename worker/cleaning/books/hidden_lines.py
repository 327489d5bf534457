"""Hidden rows that the plan's own sums leave out: lines that were cut, or that a filter hides, below SUBTOTAL(109)."""

from __future__ import annotations

import numpy as np

from worker.cleaning.books.numbers import numbers_of
from worker.cleaning.books.side import Side
from worker.cleaning.books.summary_tables import DIGITS, digits
from worker.cleaning.lines import Bools, Floats, Lines, rows_named
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.reconciliation.agreement import tolerance
from worker.findings.books import LINES_HIDDEN
from worker.shapes.finding import Finding


def without_hidden_lines(
    mapped: MappedTable, lines: Lines, rounding: float
) -> tuple[MappedTable, list[Finding]]:
    """A table without its hidden lines where sums on its sheet count the others alone, and what is said.

    Where a sum counts them, or none tells, they stay.
    """
    hidden: Bools = np.isin(lines.rows, list(mapped.grid.hidden_rows))
    if not hidden.any() or hidden.all() or not _leave_out(mapped, lines, hidden, rounding):
        return mapped, []
    rows = lines.rows[hidden].tolist()
    note = LINES_HIDDEN.at(lines.sheet, f"{rows[0]}:{rows[-1]}", count=len(rows), rows=rows_named(rows))
    return mapped.without_lines(rows), [note]


def _leave_out(mapped: MappedTable, lines: Lines, hidden: Bools, rounding: float) -> bool:
    """Whether the sum of the other lines stands on the sheet, for one measure or more, and that of all lines for none."""
    numbers = numbers_of(mapped.grid)
    numbers[lines.rows - 1] = np.nan
    amounts = [one for one in Side(mapped, lines).amounts.values() if one[hidden].any()]
    if any(_stands(numbers, one, rounding) for one in amounts):
        return False
    return any(_stands(numbers, one[~hidden], rounding) for one in amounts)


def _stands(numbers: Floats, amounts: Floats, rounding: float) -> bool:
    """Whether the sum of *amounts* is a number of the sheet, and none that is there by chance."""
    whole = float(amounts.sum())
    near = tolerance(len(amounts), rounding, whole)
    return digits(whole) >= DIGITS and bool((np.abs(np.nan_to_num(numbers) - whole) <= near).any())
