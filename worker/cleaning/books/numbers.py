"""The numbers of a sheet, those written as text included."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from worker.cleaning.lines import Floats
from worker.shapes.grid import Cell, Grid
from worker.values.amounts import parse_amount

_LIKE_A_NUMBER = re.compile(
    r"[^\w\d]{0,3}(?:[^\W\d]{1,5}[.\s]?\s?)?\(?\d[\d., '’\u00a0]*\)?\s?(?:[^\W\d]{1,5}\.?|[^\w\s%])?"
)
"""Digits with a sign or a short word on either side; a zero at the front makes it a code, see `_amount`."""


def numbers_of(grid: Grid) -> Floats:
    """The number in each cell, rows x columns of the sheet; NaN where there is none.

    Dates, percents written as text, codes and prose are no numbers.
    """
    values = np.full((grid.height, grid.width), np.nan)
    for at in range(grid.width):
        cells = [row[at] for row in grid.cells]
        kinds = set(map(type, cells))
        if kinds & {int, float}:
            values[:, at] = [cell if type(cell) in (int, float) else np.nan for cell in cells]
        if str in kinds:
            _add_texts(values[:, at], cells)
    values[~np.isfinite(values)] = np.nan
    return values


def _add_texts(values: Floats, cells: Sequence[Cell]) -> None:
    """Fill in the numbers that stand in a column as text."""
    amounts = {
        text: amount for text in {c for c in cells if type(c) is str} if (amount := _amount(text)) is not None
    }
    if amounts:
        for row, cell in enumerate(cells):
            if type(cell) is str and cell in amounts:
                values[row] = amounts[cell]


def _amount(text: str) -> float | None:
    simple = text.strip()
    if len(simple) > 24 or not _LIKE_A_NUMBER.fullmatch(simple):
        return None
    if simple.startswith("0") and simple[1:2].isdigit():
        return None
    amount = parse_amount(simple)
    return None if amount is None or amount.percent or amount.unit.code else amount.value
