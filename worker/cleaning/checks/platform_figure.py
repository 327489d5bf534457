"""Figures that no platform can report together: more reach than impressions, more completed views than views."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from worker.cleaning.lines import Bools, Floats, Lines, amount
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.platform_lines import figures, rule_findings, ruled
from worker.knowledge.platform_rule import PlatformRule
from worker.shapes.finding import Finding

_KINDS = ("at_most", "ratio_at_most", "quotient", "above")
_COMPARED_ANYWAY = ("clicks", "impressions")
"""Two columns that the check `clicks-over-impressions` compares on every line; of periods it knows nothing."""
_A_SHARE = 100.0
"""At or below this a reach is a percentage, and nothing can be divided by it."""
_SLACK = 0.05
_STEP = "One of the figures is wrong, or in thousands."


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Only where both figures are given, and something was counted: plans leave zeros where a report will come."""
    for rule, where in ruled(lines, mapped, _KINDS):
        if (rule.field, rule.other) == _COMPARED_ANYWAY and all(
            name in lines.columns for name in _COMPARED_ANYWAY
        ):
            continue
        names = [name for name in (rule.field, rule.other, rule.by) if name]
        columns = [column for name in names if (column := figures(lines, name)) is not None]
        if len(columns) == len(names):
            say = partial(_sentence, lines, rule, names, columns)
            yield from rule_findings(lines, rule, where & _broken(rule, columns), say, _STEP)


def _broken(rule: PlatformRule, columns: list[Floats]) -> Bools:
    value = columns[0]
    with np.errstate(all="ignore"):
        if rule.kind == "above":
            return (value >= 0) & (value <= (rule.limit or 0))  # below zero is told of every line
        other = columns[1]
        if rule.kind == "quotient":
            return _off(value, other, columns[2])
        share = 100.0 if rule.limit is None else rule.limit
        return (other > 0) & (value * 100 > share * other * (1 + 1e-9))


def _off(value: Floats, other: Floats, by: Floats) -> Bools:
    """Where *value* is not *other* by *by*, rounded as *value* is."""
    right = other / by
    digits = np.where(
        np.isclose(value, np.rint(value)), 0, np.where(np.isclose(value * 10, np.rint(value * 10)), 1, 2)
    )
    slack = np.maximum(_SLACK * right, 0.5001 * 10.0**-digits)
    return (value > 0) & (other > 0) & (by > _A_SHARE) & (np.abs(value - right) > slack)


def _sentence(lines: Lines, rule: PlatformRule, names: list[str], columns: list[Floats], line: int) -> str:
    row = f"Row {int(lines.rows[line])}"
    figures_of_line = [
        f"{name} {amount(float(column[line]))}" for name, column in zip(names, columns, strict=True)
    ]
    return (
        f"{row} has {', '.join(figures_of_line[:-1])} and {figures_of_line[-1]}"
        if len(figures_of_line) > 1
        else f"{row} has {figures_of_line[0]}"
    )
