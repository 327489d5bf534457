"""The model's word on where a table is, where the rules are unsure; only the shapes of cells leave this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.findings.layout import LAYOUT_BY_MODEL
from worker.llm.layouts import ANSWER_TOKENS, LayoutAnswer, layout_answer, layout_question
from worker.plans.layout import understand
from worker.plans.rows.certainty import certainty
from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout
from worker.shapes.review import RowOverride

if TYPE_CHECKING:
    from worker.llm.door import Door
    from worker.llm.prompts import Prompts

UNSURE = 0.8
"""Of a layout that is less certain the model is asked."""


class LayoutAsker:
    """Asks through the one door."""

    def __init__(self, door: Door, prompts: Prompts) -> None:
        self._door = door
        self._prompts = prompts

    def ask_layout(self, grid: Grid) -> LayoutAnswer:
        """Header rows, first and last row of the main table."""
        prompt, schema = layout_question(self._prompts, grid)
        return layout_answer(grid, self._door.ask(prompt, schema, answer_tokens=ANSWER_TOKENS))


def is_unsure(grid: Grid, layout: SheetLayout) -> bool:
    """Whether the rules' own certainty of the header is low."""
    return not grid.hidden and certainty(grid, layout) < UNSURE


def with_answer(grid: Grid, layout: SheetLayout, answer: LayoutAnswer) -> SheetLayout:
    """The layout under the model's word, where a table comes of it; else as it was.

    What the model says of the header is a planner's word to the rules, which judge the other rows around it.
    """
    if layout.tables and layout.tables[0].header_rows == answer.header_rows:
        return layout
    overrides = [RowOverride(grid.sheet, row, "header") for row in answer.header_rows]
    overrides += [
        RowOverride(grid.sheet, at, "metadata")
        for at, kind in enumerate(layout.row_kinds, 1)
        if kind in ("header", "metadata") and at < answer.header_rows[0]
    ]
    overrides.append(RowOverride(grid.sheet, answer.first_row, "data"))
    new_layout = understand(grid, overrides=overrides)
    twin = next((t for t in new_layout.tables if t.header_rows == answer.header_rows), None)
    if twin is None or twin.first_row > answer.last_row:
        return layout
    rows = _rows(answer.header_rows)
    note = LAYOUT_BY_MODEL.at(grid.sheet, f"{answer.header_rows[0]}:{answer.header_rows[-1]}", rows=rows)
    return SheetLayout(
        new_layout.sheet,
        new_layout.row_kinds,
        new_layout.tables,
        new_layout.brief,
        (*new_layout.findings, note),
    )


def _rows(rows: tuple[int, ...]) -> str:
    return f"row {rows[0]}" if len(rows) == 1 else f"rows {rows[0]} to {rows[-1]}"
