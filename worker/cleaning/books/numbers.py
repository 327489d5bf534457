"""The numbers of a sheet, those written as text included."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence

import numpy as np

from worker.cleaning.lines import Floats
from worker.shapes.blocks import texts_in
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
        pieces, first = list(grid.pieces(at + 1)), 0
        texts = {text: amount for text in texts_in(pieces) if (amount := _amount(text)) is not None}
        for cells in pieces:
            values[first : first + len(cells), at] = _numbers(cells, texts)
            first += len(cells)
    values[~np.isfinite(values)] = np.nan
    return values


def _numbers(cells: Sequence[Cell], texts: Mapping[str, float]) -> Sequence[float]:
    """The cells' numbers; those of *texts* are known."""
    if isinstance(cells, array):
        return cells
    if not texts and not {int, float} & set(map(type, cells)):
        return [np.nan] * len(cells)
    return [_number(cell, texts) for cell in cells]


def _number(cell: Cell, texts: Mapping[str, float]) -> float:
    if isinstance(cell, str):
        return texts.get(cell, np.nan)
    return cell if type(cell) is float or type(cell) is int else np.nan


def _amount(text: str) -> float | None:
    simple = text.strip()
    if len(simple) > 24 or not _LIKE_A_NUMBER.fullmatch(simple):
        return None
    if simple.startswith("0") and simple[1:2].isdigit():
        return None
    amount = parse_amount(simple)
    return None if amount is None or amount.percent or amount.unit.code else amount.value
