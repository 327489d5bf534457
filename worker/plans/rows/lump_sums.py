"""Lines of a name and an amount alone, below lines with prices and counts: the total counts them among its parts."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from worker.plans.rows.letters import WORDS
from worker.plans.rows.profile import Profile
from worker.plans.rows.viterbi import Changes, Kinds
from worker.plans.rows.wording import ends, is_total, starts

CLOSE = 0.0001
LEAST_SUM = 2.0
"""A sum from which two of them are equal by no chance."""


def lump_sums(sheet: Profile, kinds: Kinds) -> Changes:
    """Rows taken for totals without a word that says so, with which alone a total below adds up: they are lines, as those above.

    A row that names less than each line does may be a fee; it stays.
    """
    changes: Changes = {}
    first = 0
    for at, kind in enumerate(kinds):
        if kind == "header":
            first = at + 1
        elif kind != "data" and _may_close(sheet, at):
            lines = [n for n in range(first, at) if kinds[n] == "data"]
            totals = [n for n in range(first, at) if kinds[n] == "total"]
            least = min((sheet.lines[n].words for n in lines), default=0)
            lumps = [n for n in totals if _may_be_line(sheet, n, least)]
            if lines and lumps == totals and lumps and _is_sum(sheet, at, lines, lumps):
                changes |= dict.fromkeys(lumps, "data")
                changes[at] = "total"
            first = at + 1
    return changes


def _may_close(sheet: Profile, at: int) -> bool:
    """Whether a row has numbers under columns of numbers, and no name or a total's."""
    line = sheet.lines[at]
    return not sheet.sum_columns.isdisjoint(line.numbers) and (sheet.has_total_label[at] or not line.words)


def _may_be_line(sheet: Profile, at: int, least: int) -> bool:
    """Whether a row has as many names as a line, and neither a formula nor a word makes it a total, a fee or a tax."""
    line = sheet.lines[at]
    texts = [str(line.cells[c]) for c in line.filled if line.letters[c] in WORDS]
    says = any(is_total(text) or starts("waterfall", text) or ends("waterfall", text) for text in texts)
    return len(texts) >= least > 0 and not says and line.row not in sheet.summing


def _is_sum(sheet: Profile, at: int, lines: Sequence[int], lumps: Sequence[int]) -> bool:
    """Whether each number of a row is the sum of lines and lumps together, and one of the lines alone is not."""
    differs = False
    for column, value in sheet.lines[at].numbers.items():
        own = sum([sheet.lines[n].numbers.get(column, 0.0) for n in lines])
        rest = sum([sheet.lines[n].numbers.get(column, 0.0) for n in lumps])
        if value < LEAST_SUM or not isclose(own + rest, value, rel_tol=CLOSE):
            return False
        differs = differs or not isclose(own, value, rel_tol=CLOSE)
    return differs
