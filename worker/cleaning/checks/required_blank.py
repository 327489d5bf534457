"""A gap in a field that the template requires."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import REQUIRED_BLANK
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Each gap at its cell; where periods hold the measure or give the dates, nothing is a gap."""
    measures = {amounts.measure for amounts in lines.amounts}
    dated = any(period.start for amounts in lines.amounts for period in amounts.periods)
    for field in lines.template.fields:
        blank = lines.blank(field.name) if field.required else None
        if blank is None or field.name in measures or (field.type == "date" and dated):
            continue
        yield from findings_where(lines, REQUIRED_BLANK, blank, field.name)
