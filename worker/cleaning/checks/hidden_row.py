"""Hidden rows that are part of the raw data."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import HIDDEN_ROW
from worker.shapes.finding import Finding
from worker.values.arithmetic import runs


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """They count in the plan's own sums, so they are exported; a person should know."""
    hidden = mapped.grid.hidden_rows
    for first, last in runs(row for row in lines.rows.tolist() if row in hidden) if hidden else ():
        rows = f"Row {first} is" if first == last else f"Rows {first} to {last} are"
        yield HIDDEN_ROW.at(lines.sheet, f"{first}:{last}", rows=rows)
