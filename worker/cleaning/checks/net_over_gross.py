"""A net cost above the gross cost of the same line."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.discounts import is_discounted
from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import NET_OVER_GROSS
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """A cent is rounding; the list price of a line may be below its cost with production, where the plan shows how."""
    net, gross = lines.floats("net_cost"), lines.floats("gross_cost")
    if net is None or gross is None:
        return
    where = (gross > 0) & (net > gross + 0.01)
    if not where.any() or is_discounted(lines, mapped, net, gross):
        return
    yield from findings_where(lines, NET_OVER_GROSS, where, "net_cost")
