"""What goes in: a table of a plan with its mapping."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace

from worker.cleaning.canonical import Learnt, nothing_learnt
from worker.knowledge.platform_rule import PlatformRule
from worker.knowledge.platform_rules import platform_rules
from worker.lazy_dataclass import dataclass
from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout, SkippedKind, SkippedRow, Table
from worker.shapes.mapping import EVERYONE, Alternative, Scope

RulesOf = Callable[[str], Sequence[PlatformRule]]
"""The rules of a platform, by its name."""


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table of a plan with the decided field of each column."""

    grid: Grid
    layout: SheetLayout
    table: Table
    fields: Mapping[int, str | None]
    """Column number -> field; None, or no entry, where the column has no target."""
    period_measure: str | None = None
    """The field that period cells hold, where a person said so."""
    scope: Scope = EVERYONE
    """For whom it was mapped."""
    learnt: Learnt = nothing_learnt
    """What memory knows of values, for this scope."""
    rules: RulesOf = platform_rules
    """What each platform demands of names, ids, dates and figures."""
    number: int = 1
    """Which of the exported tables it is, from 1; questions are named by it."""
    decided: frozenset[int] = frozenset()
    """Numbers of the columns on which a person had the last word, here or earlier."""
    is_plan_by_word: bool = False
    """Whether a person said of its own lines that they belong to the plan: chose another field than the one that was
    proposed, or called one of its rows a line. To accept a proposal says what a column is, not that its table counts."""
    rows_by_word: frozenset[int] = frozenset()
    """The sheet's rows that a person called lines."""
    alternatives: Mapping[int, Sequence[Alternative]] = field(default_factory=dict)
    """Column number -> the fields that were ranked for it, the likeliest first."""
    confidence: Mapping[int, float] = field(default_factory=dict)
    """Column number -> how sure its field is."""
    unknown: frozenset[int] = frozenset()
    """The columns of which no word and no other column says what they are."""
    part: tuple[str, str] | None = None
    """Field and value that hold on all lines, where the table is one part of the sheet's: platform, Meta."""
    part_columns: frozenset[int] = frozenset()
    """The columns of which a line must have a number to be a line of this part; none for the first part."""
    elsewhere: frozenset[int] = frozenset()
    """The columns that another part of the same table exports."""
    list_prices: frozenset[int] = frozenset()
    """The columns of a field that holds costs with tax elsewhere in the plan, and themselves hold none."""
    rows_left_out: frozenset[int] = frozenset()
    """The sheet's rows of which a finding says that they are no lines, whatever the plan's sums say."""

    def without_lines(self, rows: Collection[int], kind: SkippedKind = "note") -> MappedTable:
        """The table in which these rows of the sheet are no lines, nor any longer what else they were, but of *kind*."""
        others = (one for one in self.table.skipped if one.row not in rows)
        skipped = (*others, *(SkippedRow(row, kind) for row in rows))
        return replace(
            self, table=replace(self.table, skipped=tuple(sorted(skipped, key=lambda one: one.row)))
        )
