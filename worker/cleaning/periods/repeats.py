"""Tables that stand side by side and give the same money twice: once as a total, once by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Floats, Lines, short
from worker.cleaning.measures import additive_names
from worker.findings.cleaning import REPEATED_BESIDE
from worker.shapes.grid import column_letter

AGREE = 0.5
"""Share of lines that must agree before two tables hold the same money."""


def without_repeats(tables: Sequence[Lines]) -> list[Lines]:
    """*tables*, of which those on the same rows give each amount once.

    The amounts by period stay; the column that repeats their sum is left out, with a note.
    """
    results = list(tables)
    for i, whole in enumerate(tables):
        for parts in tables:
            if parts is whole or not parts.amounts or not _same_rows(whole, parts):
                continue
            for amounts in parts.amounts:
                if _repeats(results[i], amounts.measure, amounts.values):
                    results[i] = _left_out(results[i], amounts.measure, parts)
    return results


def _same_rows(one: Lines, other: Lines) -> bool:
    return one.sheet == other.sheet and np.array_equal(one.rows, other.rows)


def _repeats(lines: Lines, measure: str, periods: Floats) -> bool:
    """Whether the column of *measure* is what the periods add up to, on most lines."""
    totals = lines.floats(measure)
    if (
        totals is None
        or measure not in additive_names(lines.template)
        or any(a.measure == measure for a in lines.amounts)
    ):
        return False
    sums = np.nansum(periods, axis=1)
    both = np.isfinite(totals) & ((totals != 0) | (sums != 0))
    return bool(both.any()) and bool(
        np.isclose(totals[both], sums[both], rtol=1e-4, atol=0.05).mean() >= AGREE
    )


def _left_out(lines: Lines, measure: str, parts: Lines) -> Lines:
    column = lines.columns[measure]
    periods = [p for a in parts.amounts if a.measure == measure for p in a.periods]
    letter = column_letter(column.number) if column.number else "?"
    finding = REPEATED_BESIDE.at(
        lines.sheet,
        f"{letter}:{letter}",
        fields=[measure],
        header=short(column.header),
        letter=letter,
        first=periods[0].letter,
        last=periods[-1].letter,
    )
    columns = {name: c for name, c in lines.columns.items() if name != measure}
    return replace(lines, columns=columns, findings=(*lines.findings, finding))
