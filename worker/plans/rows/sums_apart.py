"""Rows apart from the lines that add them up again: the shares of each channel below a table, its sum below a name."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from worker.plans.rows.header_rows import bodies
from worker.plans.rows.letters import WORDS
from worker.plans.rows.profile import Profile
from worker.plans.rows.viterbi import Changes, Kinds
from worker.values.arithmetic import is_telling

LEAST_LINES = 3
CLOSE, CENT = 1e-6, 0.011
ROUNDED = 0.01
"""What rounding may take from a column of shares."""
MOST_TEXTS = 2
"""Cells of text beside a sum that stands under none of its own column."""


def sums_apart(sheet: Profile, kinds: Kinds) -> Changes:
    """The last rows of a body, parted by blank rows, whose amounts are those of all lines above once more, as totals.

    Of several, each has less to say than a line, and what is no amount of theirs are shares; a single one has a name and a
    number alone, which may stand under any column.
    """
    changes: Changes = {}
    for first, last in bodies(kinds):
        body = [at for at in range(first, last) if kinds[at] == "data"]
        start = max((at for at in body[1:] if sheet.lines[at].gap), default=0)
        above, below = ([at for at in body if (at < start) is over] for over in (True, False))
        if (
            start
            and len(above) >= LEAST_LINES
            and (_again(sheet, above, below) or _alone(sheet, above, below))
        ):
            changes |= dict.fromkeys(below, "total")
    return changes


def _again(sheet: Profile, above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether several rows add up to what the lines do, in a column or more; in every other one they are shares."""
    least = min(len(sheet.lines[at].filled) for at in above)
    if (
        len(below) < 2
        or len(below) >= len(above)
        or any(len(sheet.lines[at].filled) >= least for at in below)
    ):
        return False
    columns = {column for at in below for column in sheet.lines[at].numbers}
    amounts = {
        column for column in columns if _is_sum(_sum(sheet, below, column), _sum(sheet, above, column))
    }
    shares = (_sum(sheet, below, column) for column in columns - amounts)
    return bool(amounts) and all(_is_whole(share) for share in shares)


def _alone(sheet: Profile, above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether one row is a name and the sum of a column."""
    line = sheet.lines[below[0]]
    if len(below) > 1 or len(line.numbers) != 1 or not 0 < line.words <= MOST_TEXTS:
        return False
    if len(line.filled) != line.words + 1 or any(line.letters[c] not in WORDS for c in line.filled[:-1]):
        return False
    (value,) = line.numbers.values()
    return any(_is_sum(value, _sum(sheet, above, column)) for column in sheet.sum_columns)


def _sum(sheet: Profile, rows: Sequence[int], column: int) -> float:
    return sum([sheet.lines[at].numbers.get(column, 0.0) for at in rows])


def _is_sum(value: float, whole: float) -> bool:
    return is_telling(value) and isclose(value, whole, rel_tol=CLOSE, abs_tol=CENT)


def _is_whole(shares: float) -> bool:
    return any(isclose(shares, whole, rel_tol=ROUNDED) for whole in (1.0, 100.0))
