"""A gap in what a platform requires: filled on some of its lines, blank on others."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.platform_lines import rule_findings, ruled
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """A plan that gives a field on none of the platform's lines does not plan that far, and is left alone."""
    for rule, where in ruled(lines, mapped, ("needs",)):
        blank = lines.blank(rule.field)
        if blank is None or not (where & ~blank).any():
            continue
        field = rule.field
        yield from rule_findings(
            lines,
            rule,
            where & blank,
            lambda line, field=field: f"{lines.cell(field, line)} is blank",  # type: ignore[misc]
            "Fill it in before the line is set up there.",
        )
