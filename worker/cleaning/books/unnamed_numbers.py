"""Numbers that nothing names: which columns under unknown headers may hold amounts that raw data would miss."""

from __future__ import annotations

import numpy as np

from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.lines import Floats, Ints
from worker.knowledge.modifiers import modifiers_of
from worker.shapes.layout import Column

LEAST = 2
"""Numbers from which on a column is one of numbers."""
FILLED = 0.5
"""Share of the lines that have one."""
IN_ORDER = 5
"""Ascending whole numbers from which on they are numbers of things: '1707, 1714, 1721'."""
YEARS = range(1990, 2100)
LENGTHS = frozenset({5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 60, 90, 120})
"""Seconds that a spot lasts."""
_NO_AMOUNT = frozenset({"percent", "per", "rate", "average"})
_FORMATS = 20
"""Lines of which the number formats are looked at."""


def formats_of(sheet: SheetFates, number: int, rows: Ints) -> set[str]:
    """The number formats of a column's first lines."""
    formats = (sheet.grid.formats.get((row, number)) for row in rows[:_FORMATS].tolist())
    return {one for one in formats if one}


def may_be_amounts(sheet: SheetFates, column: Column, values: Floats, rows: Ints) -> bool:
    """Whether a column, for all that its numbers say, may hold a volume or money.

    What the plan adds up is an amount. Shares, years, lengths of a spot, numbers in order and one number on all lines are none.
    """
    numbers = values[np.isfinite(values)]
    if len(numbers) < max(LEAST, FILLED * len(values)) or (numbers < 0).any():
        return False
    if modifiers_of(column.header) & _NO_AMOUNT or any(
        "%" in f for f in formats_of(sheet, column.number, rows)
    ):
        return False
    if column.summed:
        return True
    different = set(numbers.tolist())
    if len(different) == 1 or max(different) <= 1 or different <= LENGTHS or different <= set(YEARS):
        return False
    whole = all(n.is_integer() for n in different)
    return not (whole and len(numbers) >= IN_ORDER and (np.diff(numbers) > 0).all())
