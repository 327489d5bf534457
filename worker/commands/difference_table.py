"""The difference of two versions on a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from worker.shapes.difference import Difference
from worker.writers.difference_book import called, changed_fields, sentence, telling

MOST = 40
"""Lines that are shown; the workbook has all."""
STYLE = {"added": "green", "gone": "red", "changed": "yellow", "moved": "dim"}


def show(difference: Difference, settled: bool, output: Path | None) -> None:
    """The sums, then the lines that changed."""
    console = Console()
    console.print(Text(sentence(difference)))
    sums = Table("Measure", "Before", "Gone", "Less", "More", "Added", "After", "Difference", box=None)
    for one in difference.sums:
        values = (one.old, one.gone, one.less, one.more, one.added, one.new, one.difference)
        sums.add_row(Text(f"{one.measure} {one.currency or ''}"), *(f"{value:,.2f}" for value in values))
    console.print(sums)
    if difference.changes:
        lines = Table("Change", "Line", "What", "Difference", box=None)
        names = telling(difference.changes)
        for change in difference.changes[:MOST]:
            money = ", ".join(f"{one.difference:+,.2f} {one.measure}" for one in change.amounts)
            lines.add_row(
                change.kind, Text(called(change, names)), Text(changed_fields(change)), Text(money),
                style=STYLE.get(change.kind, ""),
            )  # fmt: skip
        console.print(lines)
        if len(difference.changes) > MOST:
            console.print(f"... and {len(difference.changes) - MOST:,} more; -o DIFF.xlsx has all.")
    if not settled:
        console.print("One of the plans is not settled: `mediamapper check` says why.", style="yellow")
    if output is not None:
        console.print(Text(f"Written to {output}."))
