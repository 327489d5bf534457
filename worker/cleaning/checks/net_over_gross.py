"""A net cost above the gross cost of the same line."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, say
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """A cent is rounding."""
    net, gross = lines.floats("net_cost"), lines.floats("gross_cost")
    if net is None or gross is None:
        return
    sentence = "Row {row}: net {net_cost} is above gross {gross_cost}."
    step = "Check whether the two columns are mapped the wrong way round."
    yield from say(
        lines, "net-over-gross", "warning", (gross > 0) & (net > gross + 0.01), sentence, step, "net_cost"
    )
