"""The lines that a platform's rules hold for, and how a broken rule is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np

from worker.cleaning.lines import Bools, Floats, Lines, findings_of
from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.platform_rule import PlatformRule
from worker.knowledge.values import canonical
from worker.shapes.finding import Finding

MOST_PLATFORMS = 500
"""A column with more different values holds something else."""
Say = Callable[[int], str]
"""What is wrong on a line, as the start of a sentence."""


def ruled(lines: Lines, mapped: MappedTable, kinds: Collection[str]) -> Iterator[tuple[PlatformRule, Bools]]:
    """Each rule of these kinds, with the lines that it holds for: those of platforms that somebody knows."""
    platforms = lines.texts("platform")
    if platforms is None or len(platforms.names) > MOST_PLATFORMS:
        return
    holds: dict[PlatformRule, list[int]] = {}
    for code, name in enumerate(platforms.names):
        rules = mapped.rules(name)
        if canonical("platform", name) is None and not any(rule.platform for rule in rules):
            continue
        for rule in rules:
            if rule.kind in kinds:
                holds.setdefault(rule, []).append(code)
    for rule, codes in holds.items():
        has_rules = np.zeros(len(platforms.names) + 1, dtype=bool)
        has_rules[codes] = True
        has_rules[-1] = False  # where a line names no platform its code is -1
        yield rule, has_rules[platforms.codes]


def figures(lines: Lines, name: str) -> Floats | None:
    """The figures of a measure, a line at a time; of one that stands in periods, what they add up to."""
    held = lines.floats(name)
    if held is not None or name in lines.columns:
        return held
    groups = [amounts.values for amounts in lines.amounts if amounts.measure == name and not amounts.marks]
    if not groups:
        return None
    values = np.concatenate(groups, axis=1)
    return np.where(np.isnan(values).all(axis=1), np.nan, np.nansum(values, axis=1))


def rule_findings(
    lines: Lines, rule: PlatformRule, where: Bools, say: Say, next_step: str
) -> Iterator[Finding]:
    """A finding a line where somebody stands for the rule; else one note for all of them."""
    hits: Sequence[int] = np.flatnonzero(where).tolist()
    why = f"{_demand(rule)} ({rule.vouched})."
    if rule.origin == "model" and not rule.pinned:
        next_step = f"If the rule is right, pin it: mediamapper rules pin {rule.code}"
    if rule.severity == "note":
        if hits:
            lines_more = "1 more line" if len(hits) == 2 else f"{len(hits) - 1:,} more lines"
            more = f" (and so on {lines_more})" if len(hits) > 1 else ""
            yield _finding(lines, rule, hits[0], f"{say(hits[0])}{more}: {why}", next_step)
        return

    def tell(line: int) -> Finding:
        return _finding(lines, rule, line, f"{say(line)}: {why}", next_step)

    yield from findings_of(
        lines, hits, tell, lines.columns[rule.field].number if rule.field in lines.columns else None
    )


def _demand(rule: PlatformRule) -> str:
    return f"{rule.platform or 'every platform'} has the rule that {rule.sentence}"


def _finding(lines: Lines, rule: PlatformRule, line: int, sentence: str, next_step: str) -> Finding:
    cell = lines.cell(rule.field, line)
    fields = tuple(name for name in (rule.field, rule.other, rule.by) if name)
    return Finding(rule.code, rule.severity, sentence, next_step, lines.sheet, cell, fields)
