"""The difference of two versions on a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from worker.messages.language import tr
from worker.shapes.difference import Difference
from worker.shapes.difference_sheets import called, changed_fields, sentence, telling

MOST = 40
"""Lines that are shown; the workbook has all."""
STYLE = {"added": "green", "gone": "red", "changed": "yellow", "moved": "dim"}


def show(difference: Difference, settled: bool, output: Path | None) -> None:
    """The sums, then the lines that changed."""
    console = Console()
    console.print(Text(tr(sentence(difference))))
    names_of_sums = [f"{one.measure} {one.currency or ''}".strip() for one in difference.sums]
    sums = Table(box=None, pad_edge=False)
    sums.add_column(tr("Measure"), min_width=max(map(len, names_of_sums), default=0))
    for heading in ("Before", "After", "Difference"):
        sums.add_column(tr(heading), justify="right", no_wrap=True)
    for name, one in zip(names_of_sums, difference.sums, strict=True):
        sums.add_row(Text(name), f"{one.old:,.2f}", f"{one.new:,.2f}", f"{one.difference:,.2f}")
        parts = {"gone": one.gone, "less": one.less, "more": one.more, "added": one.added}
        for part, value in parts.items():
            if value:
                sums.add_row(f"  {tr(part)}", "", "", f"{value:,.2f}", style="dim")
    console.print(sums)
    if difference.changes:
        lines = Table(*map(tr, ("Change", "Line", "What", "Difference")), box=None, pad_edge=False)
        names = telling(difference.changes)
        for change in difference.changes[:MOST]:
            money = ", ".join(f"{one.difference:+,.2f} {one.measure}" for one in change.amounts)
            lines.add_row(
                tr(change.kind), Text(called(change, names)), Text(changed_fields(change)), Text(money),
                style=STYLE.get(change.kind, ""),
            )  # fmt: skip
        console.print(lines)
        if len(difference.changes) > MOST:
            console.print(tr(f"... and {len(difference.changes) - MOST:,} more; -o DIFF.xlsx has all."))
    if not settled:
        console.print(tr("One of the plans is not settled: `mediamapper check` says why."), style="yellow")
    if output is not None:
        console.print(Text(tr(f"Written to {output}.")))
