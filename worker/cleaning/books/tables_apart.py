"""Tables that a sum of the plan's other tables leaves out: one line of the plan once more in parts, a tracker of other campaigns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

import numpy as np

from worker.cleaning.books.numbers import numbers_of
from worker.cleaning.books.side import Side
from worker.cleaning.books.summary_tables import DIGITS, digits
from worker.cleaning.lines import Floats
from worker.cleaning.reconciliation.agreement import tolerance
from worker.shapes.grid import Grid

LEAST_TABLES = 2
"""Tables that a sum must add up; that of a single one is its own and tells nothing of others."""
LEAST_PARTS = 2
"""Lines that share out one line at least."""

Reason = Literal["part", "apart"]
"""The lines share out one line of the plan; they say what was spent beside a plan that does not."""


def tables_apart(
    sides: Sequence[Side], grids: Collection[Grid], rounding: float
) -> Iterator[tuple[Side, Reason]]:
    """The tables that a stated sum of all others leaves out, and that are of another kind than these.

    Args:
        grids: the sheets on which the sum may stand.
        rounding: sums that differ by no more than this a line are equal.
    """
    parts = Counter(side.mapped.number for side in sides)
    money = [side for side in sides if side.amounts and side.is_money(side.main)]
    reasons: list[tuple[Side, Reason]] = []
    for side in money:
        others = [one for one in money if one is not side]
        if parts[side.mapped.number] == 1 and not side.mapped.is_plan_by_word:
            reasons += [(side, reason) for reason in (_reason(side, others, rounding),) if reason]
    plan = [side for side in money if all(side is not one for one, _ in reasons)]
    if not reasons or len(plan) < LEAST_TABLES:
        return
    stated = [numbers_of(grid) for grid in grids]
    if stands(stated, plan, rounding):
        yield from ((one, why) for one, why in reasons if not stands(stated, [*plan, one], rounding))


def _reason(side: Side, others: Sequence[Side], rounding: float) -> Reason | None:
    """Why a table may be none of the plan's, wherever the sum stands."""
    if _has_spend(side):
        return None if any(map(_has_spend, others)) else "apart"
    if side.has_times or np.count_nonzero(side.amounts[side.main]) < LEAST_PARTS:
        return None
    whole = side.sums[side.main]
    near = tolerance(len(side.lines), rounding, whole)
    is_part = digits(whole) >= DIGITS and any(
        bool((np.abs(other.amounts[other.main] - whole) <= near).any())
        for other in others
        if len(other.lines) > 1
    )
    return "part" if is_part else None


def _has_spend(side: Side) -> bool:
    """Whether the lines say what was spent beside what was planned."""
    stages = {f.stage for f in side.lines.template.fields if f.name in side.amounts and side.is_money(f.name)}
    return {"planned", "delivered"} <= stages


def stands(numbers: Sequence[Floats], sides: Sequence[Side], rounding: float) -> bool:
    """Whether what tables add up to is stated anywhere: by a measure of money that all have, or by the main one of each."""
    shared = [name for name in sides[0].amounts if all(name in side.amounts for side in sides)]
    sums = [sum(side.sums[name] for side in sides) for name in shared if sides[0].is_money(name)]
    sums.append(sum(side.sums[side.main] for side in sides))
    size = sum(len(side.lines) for side in sides)
    return any(
        digits(whole) >= DIGITS
        and bool((np.abs(np.nan_to_num(one) - whole) <= tolerance(size, rounding, whole)).any())
        for whole in sums
        for one in numbers
    )
