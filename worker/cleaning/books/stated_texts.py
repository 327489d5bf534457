"""Sums that a plan states inside a text: 'Total net budget: EUR 15,500'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from worker.cleaning.books.sheet_fates import SheetFates
from worker.plans.rows.wording import is_total
from worker.shapes.accounts import FATES
from worker.shapes.grid import Cell
from worker.values.amounts import parse_sum
from worker.values.money import currency_in

LONGEST = 80
"""Characters of a text that states a sum; a longer one is a remark."""
MOST_ROWS = 300
"""Rows beside the lines in which sums are looked for."""
_STATED = re.compile(r"(?P<label>[^:：=]*[^\W\d][^:：=]*?)\s*[:：=]\s*(?P<amount>[^:：=]*\d[^:：=]*)")
_AT_END = re.compile(
    r"(?P<label>.*[^\W\d].*?)\s+(?P<amount>(?:[^\s\d]{1,4}\s?)?(?!(?:19|20)\d\d\b(?![.,]))\d[\d.,'’ ]*\d(?:\s?[^\s\d]{1,4})?)"
)
"""Without a sign between the two: 'Spring plan, total net EUR 16,500'; a year is no amount."""

_MONEY = re.compile(r"[^\s\d]{0,4}\s?\d[\d.,'’ \xa0]*(?:\s?[^\s\d]{1,4})?")
LABEL_REACH = 3
"""Columns between an amount and the label on its left."""


def sums_in_texts(sheet: SheetFates) -> Iterator[tuple[int, int, float, str]]:
    """Row, column, number and text of the cells outside the lines that hold a label and one amount.

    An amount with its currency ('16.500 EUR') may have the label in a cell on its left.
    """
    exported = FATES.index("exported")
    rows = np.flatnonzero(~(sheet.fates == exported).any(axis=1))[:MOST_ROWS]
    for row in rows.tolist():
        for column, value in enumerate(sheet.grid.cells[row]):
            if not isinstance(value, str) or len(value) > LONGEST:
                continue
            text = _with_label(sheet.grid.cells[row][:column], value.strip())
            match = _STATED.fullmatch(text) or (_AT_END.fullmatch(text) if currency_in(text) else None)
            amount = parse_sum(match["amount"]) if match else None
            if amount is not None and not amount.percent:
                yield row + 1, column + 1, amount.value, text


def _with_label(left: Sequence[Cell], text: str) -> str:
    """*text*, with the total's label on its left where it is an amount of money alone."""
    if not left or not _MONEY.fullmatch(text) or not currency_in(text):
        return text
    beside = next((cell for cell in reversed(left[-LABEL_REACH:]) if cell not in (None, "")), None)
    return (
        f"{beside.strip(' :：')}: {text}"
        if isinstance(beside, str) and is_total(beside.strip(" :："))
        else text
    )
