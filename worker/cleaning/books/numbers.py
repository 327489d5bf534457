"""The numbers of a sheet, those written as text included."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from worker.cleaning.lines import Floats
from worker.shapes.blocks import RepeatedTexts
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
    values = np.full((grid.height, grid.width), np.nan, order="F")  # columns are what is read and written
    for at in range(grid.width):
        first = 0
        amounts = _amounts(grid.texts_where(at + 1, _is_like_a_number))
        for cells in grid.pieces(at + 1):
            if (numbers := _numbers(cells, amounts)) is not None:
                values[first : first + len(cells), at] = numbers
            first += len(cells)
        values[~np.isfinite(values[:, at]), at] = np.nan
    return values


def _numbers(cells: Sequence[Cell], texts: Mapping[str, float]) -> Sequence[float] | None:
    """The cells' numbers, None where there are none; those of *texts* are known."""
    if isinstance(cells, array):
        return cells
    if not texts and (isinstance(cells, RepeatedTexts) or not {int, float} & set(map(type, cells))):
        return None
    return [_number(cell, texts) for cell in cells]


def _number(cell: Cell, texts: Mapping[str, float]) -> float:
    if isinstance(cell, str):
        return texts.get(cell, np.nan)
    return cell if type(cell) is float or type(cell) is int else np.nan


def _amounts(like_numbers: Collection[str]) -> dict[str, float]:
    """The amounts of those texts that are numbers."""
    return {text: amount for text in like_numbers if (amount := _amount(text)) is not None}


def _is_like_a_number(text: str) -> bool:
    simple = text.strip()
    return len(simple) <= 24 and _LIKE_A_NUMBER.fullmatch(simple) is not None


def _amount(text: str) -> float | None:
    """The number of a text that is like one."""
    simple = text.strip()
    if simple.startswith("0") and simple[1:2].isdigit():
        return None
    amount = parse_amount(simple)
    return None if amount is None or amount.percent or amount.unit.code else amount.value
