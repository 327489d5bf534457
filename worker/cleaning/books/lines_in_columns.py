"""Tables that are turned round: each line is a column ('Buy 1 | Buy 2'), and their first column names the fields."""

from __future__ import annotations

from worker.cleaning.mapped_table import MappedTable
from worker.plans.rows.wording import is_total
from worker.shapes.blocks import texts_in
from worker.shapes.template import Field
from worker.values.field_names import named_field

LEAST_NAMES = 4
"""Different fields that the first column names."""
LEAST_LETTERS = 3
"""Letters of such a name: 'CA' and 'DE' are countries."""
LEAST_LINES = 2
"""Columns beside it that have something in most rows of these names."""
FILLED = 0.6
"""Share of those rows in which such a column has something."""


def has_lines_in_columns(mapped: MappedTable) -> bool:
    """Whether the first column names days, measures and what else a line has, and its header row hardly any field.

    The rows above the lines count too: a row of dates below one of names is easily taken for the header. A table that a
    person called lines is what that person says.
    """
    table, grid = mapped.table, mapped.grid
    if mapped.is_plan_by_word:
        return False
    column = table.first_column
    first = min(table.heading_rows, default=table.first_row)
    last = max([table.last_row, *(skipped.row for skipped in table.skipped)])
    cells = grid.column(column)[first - 1 : last]
    named = {
        text: field
        for text in texts_in([cells])
        if len(text) >= LEAST_LETTERS and not is_total(text) and (field := named_field(text))
    }
    fields = list({field.name: field for field in named.values()}.values())
    if len(fields) < LEAST_NAMES or not _make_lines(fields):
        return False
    names = [row for row, cell in enumerate(cells, first) if cell in named]
    filled = [
        sum(grid.at(row, beside) not in (None, "") for row in names) >= FILLED * len(names)
        for beside in range(column + 1, table.last_column + 1)
    ]
    return sum(filled) >= LEAST_LINES


def _make_lines(fields: list[Field]) -> bool:
    """Whether there are days, amounts and something else among them."""
    days = sum(field.type == "date" for field in fields)
    measures = sum(field.kind == "measure" for field in fields)
    return bool(days) and bool(measures) and days + measures < len(fields)
