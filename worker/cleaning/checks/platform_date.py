"""Two dates of a line in an order that its platform does not take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from worker.cleaning.lines import Days, Lines
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.platform_lines import rule_findings, ruled
from worker.shapes.finding import Finding

_COMPARED_ANYWAY = ("end_date", "start_date")
"""What the check `end-before-start` compares on every line."""


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Only where both are given."""
    for rule, where in ruled(lines, mapped, ("not_before",)):
        day, other = lines.days(rule.field), lines.days(rule.other or "")
        if day is None or other is None or (rule.field, rule.other) == _COMPARED_ANYWAY:
            continue
        say = partial(_sentence, lines, (rule.field, day), (str(rule.other), other))
        yield from rule_findings(lines, rule, where & (day < other), say, "Correct one of the dates.")


def _sentence(lines: Lines, one: tuple[str, Days], other: tuple[str, Days], line: int) -> str:
    row = int(lines.rows[line])
    return f"Row {row} has {one[0]} {one[1][line]} and {other[0]} {other[1][line]}"
