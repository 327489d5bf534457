"""Blocks that say what was delivered, beside the plan of the same lines: their amounts must not be added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from worker.cleaning.lines import Lines, Texts, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names
from worker.findings.cleaning import COUNTED_TWICE
from worker.shapes.finding import Finding
from worker.values.dates.calendar_words import is_actual

ALIKE = 0.8
"""Share of the delivered lines that the plan must name too."""
NAMES = (
    "placement_id",
    "placement",
    "ad_name",
    "ad_group",
    "campaign_id",
    "campaign_name",
    "publisher",
    "platform",
    "channel",
)
"""Fields that say which line it is."""

Read = tuple[MappedTable, Lines]


def delivered_twice(read: Sequence[Read]) -> Iterator[Finding]:
    """A warning for each table that gives delivered amounts of measures that the plan of these lines gives as well."""
    for plan, delivered in permutations(read, 2):
        both = _measures(plan[1]) & _measures(delivered[1])
        measures = sorted(m for m in both if says_delivered(delivered, m) and not says_delivered(plan, m))
        if measures and _same_lines(plan[1], delivered[1]):
            yield _finding(plan[0], delivered[0], measures)


def _measures(lines: Lines) -> frozenset[str]:
    return lines.field_names & set(additive_names(lines.template))


def says_delivered(one: Read, measure: str) -> bool:
    """Whether the title, the sheet or the header of a table's *measure* says so."""
    mapped, lines = one
    column = lines.columns.get(measure)
    return any(
        is_actual(text) for text in (mapped.table.title, lines.sheet, column and column.header) if text
    )


def _same_lines(plan: Lines, delivered: Lines) -> bool:
    shared = [n for n in NAMES if plan.texts(n) is not None and delivered.texts(n) is not None]
    named = _keys(delivered, shared)
    return bool(named) and len(named & _keys(plan, shared)) >= ALIKE * len(named)


def same_names(one: Lines, other: Lines) -> frozenset[tuple[str, ...]]:
    """What the lines of two tables are called, where both have the same names; none where they have not."""
    shared = [n for n in NAMES if one.texts(n) is not None and other.texts(n) is not None]
    names = _keys(one, shared)
    return names if names == _keys(other, shared) else frozenset()


def _keys(lines: Lines, fields: Sequence[str]) -> frozenset[tuple[str, ...]]:
    columns: list[Texts] = [column for name in fields if (column := lines.texts(name)) is not None]
    keys = (tuple((column.at(line) or "").casefold() for column in columns) for line in range(len(lines)))
    return frozenset(key for key in keys if any(key))


def _finding(plan: MappedTable, delivered: MappedTable, measures: Sequence[str]) -> Finding:
    table = delivered.table
    name = short(table.title or delivered.grid.sheet)
    what = ", ".join(m.replace("_", " ") for m in measures)
    return COUNTED_TWICE.at(
        delivered.grid.sheet,
        f"{table.first_row}:{table.last_row}",
        fields=measures,
        name=name,
        first=table.first_row,
        last=table.last_row,
        measures=what,
        plan=plan.grid.sheet,
        plan_first=plan.table.first_row,
        plan_last=plan.table.last_row,
    )
