"""A cost, or a count, below zero."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, say
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import behaviour
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Look at each measure that adds up."""
    for name, column in lines.columns.items():
        values = lines.floats(name)
        if values is None or behaviour(column.field) != "spread":
            continue
        sentence = f"{{cell}} is {{{name}}}: a {name} below zero."
        step = "If it is a credit, leave it; otherwise correct it."
        yield from say(lines, "negative-amount", "warning", values < 0, sentence, step, name)
