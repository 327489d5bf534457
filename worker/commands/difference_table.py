"""The difference of two versions on a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from worker.messages.language import tr
from worker.reports import terminal
from worker.shapes.difference import Difference
from worker.shapes.difference_sheets import called, changed_fields, sentence, telling

MOST = 40
"""Lines that are shown; the workbook has all."""
STYLE = {"added": "green", "gone": "red", "changed": "yellow", "moved": "dim"}


def show(difference: Difference, settled: bool, output: Path | None) -> None:
    """The sums, then the lines that changed."""
    console = terminal.console()
    console.print(Text(tr(sentence(difference))))
    console.print(terminal.grid(("Measure", ">Before", ">After", ">Difference"), *_sums(difference)))
    if difference.changes:
        names = telling(difference.changes)
        in_view = difference.changes[:MOST]
        lines = [
            (
                tr(change.kind),
                called(change, names),
                changed_fields(change),
                ", ".join(f"{one.difference:+,.2f} {one.measure}" for one in change.amounts),
            )
            for change in in_view
        ]
        styles = [STYLE.get(change.kind, "") for change in in_view]
        console.print(terminal.grid(("Change", "Line", "What", "Difference"), lines, styles))
        if len(difference.changes) > MOST:
            console.print(tr(f"... and {len(difference.changes) - MOST:,} more; -o DIFF.xlsx has all."))
    if not settled:
        console.print(tr("One of the plans is not settled: `mediamapper check` says why."), style="yellow")
    if output is not None:
        console.print(Text(tr(f"Written to {output}.")))


def _sums(difference: Difference) -> tuple[list[tuple[str, str, str, str]], list[str]]:
    """Rows of the sums with the parts of each difference below it, and the style of each row."""
    rows, styles = [], []
    for one in difference.sums:
        name = f"{one.measure} {one.currency or ''}".strip()
        rows.append((name, f"{one.old:,.2f}", f"{one.new:,.2f}", f"{one.difference:,.2f}"))
        parts = {"gone": one.gone, "less": one.less, "more": one.more, "added": one.added}
        below = [(f"  {tr(part)}", "", "", f"{value:,.2f}") for part, value in parts.items() if value]
        rows += below
        styles += ["", *["dim"] * len(below)]
    return rows, styles
