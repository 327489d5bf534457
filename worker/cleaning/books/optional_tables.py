"""Tables whose title calls them optional or refused, and which the plan's sum of its tables leaves out: 'OPTIONAL (not in the total)'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from worker.cleaning.books.numbers import numbers_of
from worker.cleaning.books.side import Side
from worker.cleaning.books.summary_tables import DIGITS, digits
from worker.cleaning.lines import Floats
from worker.cleaning.reconciliation.agreement import tolerance
from worker.cleaning.reconciliation.delivered import Read
from worker.cleaning.refused_lines import is_apart, refused_doubts, refused_note
from worker.shapes.finding import Finding


def without_optional_tables(tables: Sequence[Read], rounding: float) -> tuple[list[Read], list[Finding]]:
    """*tables* without those that are optional by their title and by a sum of the others on their sheet, and what is said.

    Where no such sum stands, they stay and are told; where a sum counts them, nothing is said.
    """
    by_sheet: dict[str, list[Side]] = defaultdict(list)
    for mapped, lines in tables:
        by_sheet[mapped.grid.sheet].append(Side(mapped, lines))
    aside: set[int] = set()
    findings: list[Finding] = []
    for sides in by_sheet.values():
        optional = [side for side in sides if side.amounts and _is_optional(side)]
        plan = [side for side in sides if side.amounts and not _is_optional(side)]
        if not optional or not plan:
            continue
        counts = _counts(plan, optional, rounding)
        for side in optional:
            title = side.mapped.table.title or ""
            if counts is False:
                aside.add(id(side.lines))
                findings.append(refused_note(side.lines, side.lines.rows.tolist(), title))
            elif counts is None:
                findings += refused_doubts(side.lines, [title] * len(side.lines))
    return [one for one in tables if id(one[1]) not in aside], findings


def _is_optional(side: Side) -> bool:
    return is_apart(side.mapped.table.title or "")


def _counts(plan: Sequence[Side], optional: Sequence[Side], rounding: float) -> bool | None:
    """Whether a sum on the sheet counts the optional tables; None where none tells.

    The sum of a single other table is that table's own and tells nothing.
    """
    numbers = numbers_of(plan[0].mapped.grid)
    measure = plan[0].main
    if any(measure not in side.amounts for side in (*plan, *optional)):
        return None
    if _stands(numbers, [*plan, *optional], measure, rounding):
        return True
    return False if len(plan) > 1 and _stands(numbers, plan, measure, rounding) else None


def _stands(numbers: Floats, sides: Sequence[Side], measure: str, rounding: float) -> bool:
    whole = sum(side.sums[measure] for side in sides)
    near = tolerance(sum(len(side.lines) for side in sides), rounding, whole)
    return digits(whole) >= DIGITS and bool((np.abs(np.nan_to_num(numbers) - whole) <= near).any())
