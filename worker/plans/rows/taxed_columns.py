"""Which columns a table puts a percent on below its total: what is taxed, or bears a fee, is money, whatever its header says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isclose

from worker.plans.rows.letters import number
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import Table

BELOW = 8
"""Rows below a table in which its waterfall may go on."""
ABOVE = 40
"""Rows above a table in which the totals of others are looked for."""
LEAST, MOST = 0.5, 40.0
"""Percents that are put on a total of money."""
CLOSE, CENT = 1e-4, 0.51
"""Relative and absolute difference of a percent and the amount that shows it: taxes are rounded to whole units."""
MOST_LINES = 2_000
LEAST_AMOUNT = 100.0
"""A smaller percent of a total may be any number."""
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:%|٪|％)")


def taxed_columns(grid: Grid, table: Table) -> frozenset[int]:
    """Numbers of the columns in which 'VAT 18 %' stands below the total of the lines and is that share of it."""
    if not table.total_rows:
        return frozenset()
    last = min(grid.height, max(table.last_row, *table.total_rows) + BELOW)
    rows = range(min(table.total_rows), last + 1)
    shares = {row: percents for row in rows if (percents := list(_percents(grid.cells[row - 1])))}
    if not shares:
        return frozenset()
    lines = table.line_rows[:MOST_LINES]
    return frozenset(
        column.number
        for column in table.columns
        if _is_taxed([_amount(grid, row, column.number) for row in lines], rows, shares, grid, column.number)
    )


def _percents(cells: Sequence[Cell]) -> Iterator[float]:
    """The percents that a row's texts name."""
    for cell in cells:
        if isinstance(cell, str):
            yield from (percent for percent in percents_in(cell) if LEAST <= percent <= MOST)


def percents_in(text: str) -> list[float]:
    """The percents that a text names: 20 and 7.5 of 'VAT 20 %, fee 7,5%'."""
    return [float(digits.replace(",", ".")) for digits in _PERCENT.findall(text)]


def _amount(grid: Grid, row: int, column: int) -> float:
    return number(grid.at(row, column)) or 0.0


def _is_taxed(
    lines: Sequence[float], rows: range, shares: Mapping[int, Sequence[float]], grid: Grid, column: int
) -> bool:
    """Whether a percent of the lines' sum, or of what the waterfall below made of it, stands in a row that names it.

    The waterfall adds fees, takes off discounts, and adds the totals of other columns and of the tables above.
    """
    whole = sum(lines)
    above = range(max(1, rows[0] - len(lines) - ABOVE), rows[0])
    wholes, seen = [whole], [0.0, *(_amount(grid, row, column) for row in above)]
    for row in rows:
        amount = _amount(grid, row, column)
        if not amount or not whole:
            continue
        shown = (base * percent / 100 for base in wholes for percent in shares.get(row, ()))
        if abs(amount) >= LEAST_AMOUNT and any(
            isclose(abs(amount), one, rel_tol=CLOSE, abs_tol=CENT) for one in shown
        ):
            return True
        if any(isclose(amount, base + other, rel_tol=CLOSE) for base in wholes for other in seen):
            wholes.append(amount)  # a net total after fees and discounts
        beside = [number(value) or 0.0 for value in grid.cells[row - 1]]
        seen += [*beside, -amount]
    return False
