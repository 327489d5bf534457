"""Lines below the plan's own total that no total adds up: 'Optional, not in the budget', whatever its heading says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from worker.cleaning.lines import Bools, Ints
from worker.knowledge.modifiers import modifiers_of
from worker.plans.rows.wording import is_subtotal, is_total
from worker.shapes.layout import SkippedRow
from worker.text import words
from worker.values.money import currency_in


class SumAbove(NamedTuple):
    """A total row that shows the sum of its lines."""

    row: SkippedRow
    label: str
    sums: Mapping[str, float]
    """By key."""
    lines: Bools


def left_out_below(sums: Sequence[SumAbove], rows: Ints) -> tuple[SumAbove, Bools] | None:
    """The last total of all lines above it, with the lines below it that nothing adds up; None where there are none.

    *rows* are the lines' rows on the sheet.
    """
    if not sums:
        return None
    counted: Bools = np.logical_or.reduce([one.lines for one in sums])
    for one in reversed(sums):
        left_out: Bools = (rows > one.row.row) & ~counted
        if left_out.any() and bool((one.lines == (rows < one.row.row)).all()) and _is_grand(one, sums):
            return one, left_out
    return None


def _is_grand(one: SumAbove, sums: Sequence[SumAbove]) -> bool:
    """A total of totals, or one that is called nothing but a total: 'Total TV' is the end of its own group alone."""
    if any(other.lines.sum() < one.lines.sum() and bool((other.lines <= one.lines).all()) for other in sums):
        return True
    named = [
        word for word in words(one.label) if not (is_total(word) or currency_in(word) or modifiers_of(word))
    ]
    return is_total(one.label) and not is_subtotal(one.label) and not named
