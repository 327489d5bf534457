"""Sums that a plan states inside a text: 'Total net budget: EUR 15,500'."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from worker.cleaning.books.sheet_fates import SheetFates
from worker.shapes.accounts import FATES
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


def sums_in_texts(sheet: SheetFates) -> Iterator[tuple[int, int, float, str]]:
    """Row, column, number and text of the cells outside the lines that hold a label and one amount."""
    exported = FATES.index("exported")
    rows = np.flatnonzero(~(sheet.fates == exported).any(axis=1))[:MOST_ROWS]
    for row in rows.tolist():
        for column, value in enumerate(sheet.grid.cells[row]):
            if not isinstance(value, str) or len(value) > LONGEST:
                continue
            text = value.strip()
            match = _STATED.fullmatch(text) or (_AT_END.fullmatch(text) if currency_in(text) else None)
            amount = parse_sum(match["amount"]) if match else None
            if amount is not None and not amount.percent:
                yield row + 1, column + 1, amount.value, text
