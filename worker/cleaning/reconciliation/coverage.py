"""Which lines a total row adds up: its formula says so, else the lines whose sums it shows, else its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from worker.cleaning.lines import Bools, Floats, Ints
from worker.cleaning.reconciliation.agreement import tolerance
from worker.knowledge.words import phrases
from worker.lazy_dataclass import dataclass
from worker.shapes.grid import Grid
from worker.shapes.layout import SkippedRow, Table
from worker.text import clean, words
from worker.values.field_names import names_fee

_SUM = re.compile(r"\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)")

MOST_BREAKS = 40
"""Totals and headings on either side up to which a sum over several groups is followed."""
END_OF_TABLE = 2**31


@dataclass(frozen=True, slots=True)
class Covered:
    """The lines that a total row adds up."""

    lines: Bools
    whole: bool
    """All lines of the table, or all in the currency that the row names."""
    agrees: bool
    """At least one of its amounts is the lines' sum."""


def covered(
    row: SkippedRow,
    table: Table,
    grid: Grid,
    rows: Ints,
    totals: Mapping[str, float],
    sums: Mapping[str, Floats],
    within: Bools,
    rounding: float,
) -> Covered:
    """The lines of a total row: of the likely ranges the one that fits most of its amounts.

    *totals* has the row's amount by key, *sums* the amount of each line under the same key; only lines *within* count.
    """
    best: tuple[int, Bools] | None = None
    amounts = np.nan_to_num(np.stack([sums[key] for key in totals])) if totals else np.zeros((0, len(rows)))
    stated, sizes = list(totals.values()), np.abs(amounts)
    tried: set[bytes] = set()
    for candidate in _candidates(row, table, grid, rows):
        lines = candidate & within
        if not lines.any() or (mark := lines.tobytes()) in tried:
            continue
        tried.add(mark)
        wholes = zip(stated, (amounts @ lines).tolist(), (sizes @ lines).tolist(), strict=True)
        count = int(np.count_nonzero(lines))
        fits = sum(_fits(amount, whole, size, count, rounding) for amount, whole, size in wholes)
        if best is None or fits > best[0]:
            best = (fits, lines)
    if best is None:
        return Covered(np.zeros(len(rows), dtype=bool), False, False)
    return Covered(best[1], bool((best[1] == within).all()), best[0] > 0)


def _fits(total: float, whole: float, size: float, lines: int, rounding: float) -> bool:
    return total != 0 and abs(total - whole) <= tolerance(lines, rounding, size)


def _candidates(row: SkippedRow, table: Table, grid: Grid, rows: Ints) -> Iterator[Bools]:
    """Likeliest first: that one holds where none fits."""
    by_formula = _by_formula(row.row, grid, rows)
    if by_formula is not None:
        yield by_formula
    sums = sorted(table.total_rows)
    breaks = sorted(
        {*sums, *(s.row for s in table.sections), *(s.row for s in table.skipped if s.kind == "section")}
    )
    everything = np.ones(len(rows), dtype=bool)
    block = _between(rows, _before(breaks, row.row), row.row)
    if row.kind == "total":
        yield everything
    own = [s for s in table.sections if s.first_row <= row.row <= s.last_row + 1]
    yield block
    for section in sorted(own, key=lambda s: -s.level):
        yield (rows >= section.first_row) & (rows <= section.last_row)
    yield _between(rows, _before(sums, row.row), row.row)
    yield _between(rows, row.row, _after(breaks, row.row))
    totals = [s.row for s in table.skipped if s.kind == "total"]
    yield _between(rows, _before(totals, row.row), row.row)
    yield rows < row.row
    yield everything
    # A sum over several groups ends at a later break, or with the table; breaks of finer levels lie between.
    for end in [*[b for b in breaks if b > row.row][:MOST_BREAKS], END_OF_TABLE]:
        yield _between(rows, row.row, end)
    for start in [b for b in reversed(breaks) if b < row.row][:MOST_BREAKS]:
        yield _between(rows, start, row.row)


def _by_formula(row: int, grid: Grid, rows: Ints) -> Bools | None:
    """Lines inside the ranges of the row's first SUM; None where it has none that reaches the lines."""
    for column in range(1, grid.width + 1):
        text = grid.formulas.get((row, column), "")
        if "SUM" not in text.upper() and "SUBTOTAL" not in text.upper():
            continue
        inside = np.zeros(len(rows), dtype=bool)
        for first, last in _SUM.findall(text.upper()):
            inside |= (rows >= int(first)) & (rows <= int(last))
        if inside.any():
            return inside
    return None


def _between(rows: Ints, after: int, before: int) -> Bools:
    between: Bools = (rows > after) & (rows < before)
    return between


def _before(breaks: Sequence[int], row: int) -> int:
    return max((b for b in breaks if b < row), default=0)


def _after(breaks: Sequence[int], row: int) -> int:
    return min((b for b in breaks if b > row), default=END_OF_TABLE)


def label_of(row: int, table: Table, grid: Grid) -> str:
    """The text of a total row: its first cell that is no number."""
    for column in range(table.first_column, table.last_column + 1):
        value = grid.at(row, column)
        if isinstance(value, str) and any(c.isalpha() for c in value):
            return clean(value)
    return ""


def is_other_sum(label: str, *, total: bool = False) -> bool:
    """Whether *label* names something beside the lines' sum: tax, a fee, a discount, gross, a share.

    A *total* is no share, whatever language calls one so: 'Total media' has the word for a Spanish average.
    """
    low = " ".join(words(label))
    named = {role for role, word in _other_words() if f" {word} " in f" {low} "}
    return bool(named - {"share"} if total else named) or "%" in label or names_fee(label)


@lru_cache(maxsize=1)
def _other_words() -> tuple[tuple[str, str], ...]:
    return tuple((role, " ".join(words(phrase))) for role, phrase in phrases("sums"))
