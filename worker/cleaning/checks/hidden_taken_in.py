"""Hidden rows or columns that are part of the raw data."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import exported_columns, runs
from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """They count in the plan's own sums, so they are exported; a person should know."""
    hidden_rows = mapped.grid.hidden_rows
    if hidden_rows:
        for first, last in runs(r for r in lines.rows.tolist() if r in hidden_rows):
            what = f"Row {first} is" if first == last else f"Rows {first} to {last} are"
            text = f"{what} hidden in the plan and part of the raw data."
            yield Finding("hidden-row", "note", text, "", lines.sheet, f"{first}:{last}")
    for number in sorted(mapped.grid.hidden_columns & exported_columns(lines)):
        letter = column_letter(number)
        text = f"Column {letter} is hidden in the plan and part of the raw data."
        yield Finding("hidden-column", "note", text, "", lines.sheet, f"{letter}:{letter}")
    if mapped.grid.hidden:
        text = "This sheet is hidden in the plan and part of the raw data."
        yield Finding(
            "hidden-sheet", "warning", text, "If it should not count, leave it out.", lines.sheet, None
        )
