"""What is asked of the cascade for each table of a plan: the columns that no remembered layout answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.lazy_dataclass import dataclass
from worker.matching.work import Question
from worker.memory.layouts.table_shape import shape_of
from worker.shapes.finding import Finding
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.mapping import Scope, Suggestion
from worker.verbs import known_layouts

if TYPE_CHECKING:
    from worker.memory.layouts.layout_store import LayoutStore
    from worker.memory.layouts.recalled_layout import RecalledLayout


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A table with what memory knows of its layout, and what is left to ask."""

    sheet: SheetLayout
    number: int
    table: Table
    recipe: RecalledLayout | None
    question: Question

    @property
    def place(self) -> tuple[str, int]:
        """The sheet and the table's number there, from 1."""
        return self.sheet.sheet, self.number

    def suggestions(self, proposal: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """One a column: the remembered layout's answers, and the *proposal* for what was left to ask."""
        answers = known_layouts.with_recipe(self.table, self.recipe, proposal)
        return tuple(
            replace(answer, header=column.header)
            for column, answer in zip(self.table.columns, answers, strict=True)
        )

    def findings(self) -> tuple[Finding, ...]:
        """What is no longer there since the layout was remembered."""
        return known_layouts.findings(self.sheet, self.table, self.recipe)


def of_sheets(
    layouts: Sequence[SheetLayout], scopes: Mapping[str, Scope], memory: LayoutStore
) -> Iterator[TableQuestion]:
    """One a table, in the sheets' order; *scopes* say for whom each sheet is."""
    for sheet in layouts:
        scope = scopes[sheet.sheet]
        for number, table in enumerate(sheet.tables, 1):
            recipe = memory.recall(shape_of(table), scope)
            question = Question(
                known_layouts.still_open(table, recipe),
                scope,
                sheet=sheet.sheet,
                table=table,
                decided=known_layouts.decided(recipe),
            )
            yield TableQuestion(sheet, number, table, recipe, question)
