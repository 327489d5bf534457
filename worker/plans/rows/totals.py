"""Which rows add up others: by SUM formulas, and by arithmetic over their neighbours, above or below."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from worker.knowledge.particles import any_of
from worker.knowledge.word_pattern import word_pattern
from worker.lazy_dataclass import dataclass
from worker.shapes.grid import column_number

REACH = 400
"""Rows that a sum is followed upwards or downwards."""
PROBES = 4

Numbers = Mapping[int, float]
"""A row's numbers by column."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What arithmetic says of one row."""

    below: float = 0.0
    """Share of its columns that are the sum of rows right below."""
    above: float = 0.0
    """Share of its columns that are the sum of rows above."""
    columns: int = 0
    """Columns in which the better of both holds."""
    addends: int = 0
    """Rows that it adds up."""


NO_SUMS = Sums()


def sums(rows: Sequence[Numbers], labels: Collection[int] = ()) -> list[Sums]:
    """For each row, how well it is a sum of rows next to it.

    Args:
        rows: The numbers of each row in order; a row without any parts what is added up for subtotals.
        labels: Positions of rows that are totals by their label; they are left out where lines are added up.
    """
    probes = [_probes(row) for row in rows]
    below = [NO_SUMS] * len(rows)
    skips = [0] * len(rows)
    for at in range(len(rows) - 1, -1, -1):
        if not probes[at]:
            continue
        ways = [_run(rows, at, probes[at], _down(rows, at, labels, None), None)]
        if any(skips[at + 1 : at + REACH]):
            ways.append(_run(rows, at, probes[at], _down(rows, at, labels, skips), skips))
        below[at] = max(ways, key=_weight)
        if below[at].below >= 0.6:
            skips[at] = below[at].addends
    result: list[Sums] = []
    totals = set(labels)
    for at in range(len(rows)):
        above = _above(rows, at, probes[at], totals) if probes[at] else NO_SUMS
        if above.below >= 0.6:
            totals.add(at)
        best = max(above, below[at], key=_weight)
        result.append(Sums(below[at].below, above.below, best.columns, best.addends))
    return result


def _probes(row: Numbers) -> list[int]:
    """The columns in which a row's sum is looked for first: those of its greatest numbers."""
    # Of a few dozen, sorting all is quicker than keeping a heap of the greatest.
    return sorted([c for c, v in row.items() if v], key=lambda c: abs(row[c]), reverse=True)[:PROBES]


def _above(rows: Sequence[Numbers], at: int, probes: Sequence[int], totals: Collection[int]) -> Sums:
    """How well a row is the sum of lines above it, of all rows above it, or of the totals among them."""
    up = range(at - 1, max(-1, at - REACH), -1)
    apart = [r for r in up if r in totals]
    if not apart:
        return _run(rows, at, probes, up, None)
    lines = [r for r in up if r not in totals]
    return max((_run(rows, at, probes, order, None) for order in (lines, up, apart)), key=_weight)


def _down(
    rows: Sequence[Numbers], at: int, labels: Collection[int], skips: Sequence[int] | None
) -> Sequence[int]:
    """The rows below that may be parts: up to a total by its label, unless that one is known to add up its own."""
    last = min(len(rows), at + REACH)
    stops = (r for r in range(at + 1, last) if r in labels and not (skips and skips[r]))
    return range(at + 1, next(stops, last))


def _weight(match: Sums) -> tuple[float, int]:
    return (match.below, match.columns)


def _run(
    rows: Sequence[Numbers], at: int, probes: Sequence[int], order: Sequence[int], skips: list[int] | None
) -> Sums:
    """The best match of row *at* with the running sum over *order*; its share is kept in `below`."""
    best = NO_SUMS
    for column in probes:
        summands = _reach(rows, column, rows[at][column], order, skips)
        if len(summands) >= 2:
            hits, seen = _agree(rows, summands, rows[at])
            match = Sums(hits / max(seen, 1), 0.0, hits, abs(summands[-1] - at))
            if hits and _weight(match) > _weight(best):
                best = match
        if best.below >= 0.99:
            break
    return best


def _reach(
    rows: Sequence[Numbers], column: int, target: float, order: Sequence[int], skips: list[int] | None
) -> list[int]:
    """The rows whose numbers in one column add up to *target*, or none."""
    running, summands, blank_until = 0.0, [], -1
    for row in order:
        if row < blank_until:
            continue
        value = rows[row].get(column)
        if skips is not None and skips[row]:
            blank_until = row + skips[row] + 1
        if value is None:
            continue
        running += value
        summands.append(row)
        if len(summands) >= 2 and abs(running - target) <= _slack(target, len(summands)):
            return summands
        if abs(running) > abs(target) * 1.5 + 1 and running * target > 0 and value * target > 0:
            return []
    return []


def _slack(target: float, parts: int) -> float:
    """What rounding may leave between a sum and its parts: up to half a unit each, and never much of the sum."""
    unit = 1.0 if float(target).is_integer() else 0.1
    share = 0.0015 if abs(target) >= 100 else 0.004
    return max(min(abs(target) * share, unit * (parts + 1) / 2), 1e-6)


def _agree(rows: Sequence[Numbers], summands: Sequence[int], whole: Numbers) -> tuple[int, int]:
    """How many columns hold over the same rows, and how many could."""
    hits = seen = 0
    parts_of_all = [rows[r] for r in summands]
    for column, target in whole.items():
        if not target:
            continue
        parts = [row[column] for row in parts_of_all if column in row]
        holds = abs(sum(parts) - target) <= _slack(target, len(parts)) * 2
        if holds and sum(map(bool, parts)) < 2:
            continue
        seen += 1
        hits += holds
    return hits, seen


def summing_rows(formulas: Mapping[tuple[int, int], str], least: float = 0.25) -> frozenset[int]:
    """Rows (from 1) whose formulas add up cells of other rows of the same column, in enough of their formula cells."""
    vertical: dict[int, int] = {}
    every: dict[int, int] = {}
    for (row, column), text in formulas.items():
        every[row] = every.get(row, 0) + 1
        for first, top, last, bottom in _summed_cells().findall(text):
            tall = int(bottom) - int(top) >= 1 and not int(top) <= row <= int(bottom)
            if tall and column_number(first) == column == column_number(last):
                vertical[row] = vertical.get(row, 0) + 1
                break
    return frozenset(row for row, count in vertical.items() if count >= least * every[row])


@word_pattern(re.IGNORECASE)
def _summed_cells() -> str:
    """'=SUM(C5:C12)' and what other languages call it in a text file: both ends of the range."""
    return rf"\b(?:{any_of('sum of cells')})\s*\([^()]*?\$?([A-Z]{{1,3}})\$?(\d+):\$?([A-Z]{{1,3}})\$?(\d+)"
