"""Rows of a table that hold nothing for raw data: formulas copied down below the last line, a remark alone."""

from __future__ import annotations

import numpy as np

from worker.cleaning.lines import Bools, Lines, Texts
from worker.cleaning.mapped_table import MappedTable
from worker.plans.rows.letters import number
from worker.shapes.finding import Finding


def without_empty_lines(
    mapped: MappedTable, lines: Lines, rounding: float
) -> tuple[MappedTable, list[Finding]]:
    """A table without the rows of which nothing would be written but their place and zeros, where other rows have more.

    A row with a number that is exported nowhere stays: the books name it.
    """
    del rounding
    full = _have_own_values(lines)
    if full.all() or not full.any():
        return mapped, []
    empty = [row for row in lines.rows[~full].tolist() if not _has_number(mapped, row)]
    if not empty:
        return mapped, []
    return mapped.without_lines(empty), []


def _have_own_values(lines: Lines) -> Bools:
    """The lines with a text, a day or a number but zero in a column or a period; what sections and briefs give is none."""
    full = np.zeros(len(lines), dtype=bool)
    for column in lines.columns.values():
        values = column.values
        if column.number is None:
            continue
        if isinstance(values, Texts):
            full |= values.codes >= 0
        else:
            full |= ~np.isnat(values) if values.dtype.kind == "M" else np.nan_to_num(values) != 0
    for amounts in (*lines.amounts, *lines.undecided):
        full |= (np.nan_to_num(amounts.values) != 0).any(axis=1)
    return full


def _has_number(mapped: MappedTable, row: int) -> bool:
    columns = range(mapped.table.first_column, mapped.table.last_column + 1)
    return any(number(mapped.grid.at(row, column)) for column in columns)
