"""Money of a day, a week or a month on lines that last longer, or that repeat it day by day."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Bools, Days, Floats, LineColumn, Lines, Texts, filled, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.findings.checks import AMOUNT_OF_A_PERIOD, AMOUNT_OF_A_PERIOD_REPEATED
from worker.findings.kind import FindingKind
from worker.knowledge.quantities import MONTH, days_of_each
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter

LONGER = 1.5
"""Periods from which a flight has more than one: one of a month may be some days longer."""
REPEATED = 0.5
"""Share of the lines whose amount an earlier line of the same names and period has."""
LEAST_LINES = 3


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """'Monthly budget' beside flights of a quarter is a third of it; on each day's line of a campaign it is thirty times it."""
    for name, column in lines.columns.items():
        values = lines.floats(name)
        period = days_of_each(column.header) if is_money(column.field) else None
        if period is None or values is None or not (paid := filled(values)).any():
            continue
        starts, ends = _flights(lines)
        longer = paid & ((ends - starts).astype(np.int64) + 1 > LONGER * period) & ~np.isnat(ends - starts)
        if longer.any():
            yield _finding(AMOUNT_OF_A_PERIOD, lines, column, values, int(longer.sum()))
        elif period > 1 and (count := _repeats(lines, values, starts, period)):
            yield _finding(AMOUNT_OF_A_PERIOD_REPEATED, lines, column, values, count)


def _flights(lines: Lines) -> tuple[Days, Days]:
    """The first and the last day of each line, or the brief's of all."""
    first = lines.days("start_date")
    starts = lines.days("date") if first is None else first
    ends = lines.days("end_date")
    if starts is None:
        start, end = lines.flight
        never = np.datetime64("NaT", "D")
        whole = [never if day is None else np.datetime64(day, "D") for day in (start, end)]
        return np.full(len(lines), whole[0]), np.full(len(lines), whole[1])
    return starts, np.full(len(lines), np.datetime64("NaT", "D")) if ends is None else ends


def _repeats(lines: Lines, values: Floats, starts: Days, period: int) -> int:
    """How many lines have the amount of an earlier one of their names and their period; 0 where most have not."""
    texts = [
        c.values for c in lines.columns.values() if isinstance(c.values, Texts) and c.field.kind != "measure"
    ]
    units = starts.astype("datetime64[M]" if period == MONTH else "datetime64[W]").astype(np.int64)
    known: Bools = filled(values) & ~np.isnat(starts)
    seen = {
        (*(text.at(at) for text in texts), int(units[at]), float(values[at]))
        for at in np.flatnonzero(known).tolist()
    }
    count = int(known.sum()) - len(seen)
    return count if count >= LEAST_LINES and count >= REPEATED * known.sum() else 0


def _finding(kind: FindingKind, lines: Lines, column: LineColumn, values: Floats, count: int) -> Finding:
    letter, rows, name = (
        column_letter(column.number) if column.number else None,
        lines.rows,
        column.field.name,
    )
    return kind.at(
        lines.sheet,
        f"{letter}{rows[0]}:{letter}{rows[-1]}" if letter else None,
        fields=[name],
        header=short(column.header),
        count=count,
        name=name.replace("_", " "),
        amount=float(np.nansum(values)),
    )
