"""Narrow lists beside a table (exchange rates, a legend, its sums by channel), which say nothing of what its rows are."""

from __future__ import annotations

from collections.abc import Sequence

from worker.plans.rows.letters import NUMBER, VALUES, WORDS
from worker.plans.rows.side_summaries import Rows, adds_up_lines
from worker.values.arithmetic import runs

WIDEST = 3
"""Columns of a list at most."""
LEAST_TABLE = 4
"""Columns of a table that has a list beside it, at least."""
SPARSE = 0.6
"""Share of the table's full rows below which a few columns beyond a blank one may be none of its columns."""
LEAST_PAIRS = 2
"""Names with a number behind them that a list has at least."""
FULL = 0.5
"""Share of its columns that a full row of the table fills."""


def side_lists(rows: Sequence[Sequence[str]], cells: Rows) -> frozenset[int]:
    """The columns (from 0) of lists that blank columns part from the sheet's table; *rows* are its letters.

    A few columns are no list where they share the table's header: all their cells in a full row of names are texts.
    What adds up the table's lines by name is one, whatever stands over it.
    """
    used = [{column for column, mark in enumerate(row) if mark} for row in rows]
    parts = [range(first, last + 1) for first, last in runs(sorted(set[int]().union(*used)))]
    if len(parts) < 2:
        return frozenset()
    table = max(map(frozenset, parts), key=lambda run: sum(len(run & filled) for filled in used))
    if len(table) < LEAST_TABLE:
        return frozenset()
    full = [row for row, filled in zip(rows, used, strict=True) if len(table & filled) >= FULL * len(table)]
    beside = (run for run in parts if len(run) <= WIDEST and not table.intersection(run))
    return frozenset(
        column
        for run in beside
        if _is_list(run, table, full, rows) or adds_up_lines(run, table, rows, cells)
        for column in run
    )


def _is_list(
    run: Sequence[int], table: frozenset[int], full: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]
) -> bool:
    """Whether the columns hold names with numbers, stand beside few full rows and have no name in the table's header."""
    cells = [[row[column] for column in run if row[column]] for row in rows]
    if sum(bool(own) and own[0] in WORDS and NUMBER in own[1:] for own in cells) < LEAST_PAIRS:
        return False
    beside = [row for row in full if any(row[column] for column in run)]
    names = (row for row in beside if not any(row[column] in VALUES for column in table))
    return 0 < len(beside) < SPARSE * len(full) and all(
        any(row[column] in VALUES for column in run) for row in names
    )
