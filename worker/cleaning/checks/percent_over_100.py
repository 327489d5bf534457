"""A share of more than 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, say
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Percents are shares by now."""
    for name, column in lines.columns.items():
        values = lines.floats(name)
        if values is None or column.field.type != "percent":
            continue
        sentence = f"{{cell}} gives a {name} of more than 100 % ({{{name}}} as a share)."
        yield from say(lines, "percent-over-100", "warning", values > 1, sentence, "Check its unit.", name)
