"""Tables that are turned round: each line is a column ('Buy 1 | Buy 2'), and their first column names the fields."""

from __future__ import annotations

from functools import cache, lru_cache

from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.plans.rows.wording import is_total
from worker.shapes.blocks import texts_in
from worker.shapes.template import Field
from worker.text import normalise
from worker.values.units import is_currency

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
        if len(text) >= LEAST_LETTERS and not is_total(text) and (field := _field(text))
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


@lru_cache(maxsize=4096)
def _field(text: str) -> Field | None:
    """The field that a text names word for word, a currency and a remark in brackets left aside."""
    senses = shipped_vocabulary().senses
    bare = " ".join(word for word in text.split() if not is_currency(word))
    for written in (bare, bare.split("(")[0], bare.split("/")[0]):
        for sense in senses.get(normalise(written), ()):
            if field := _fields().get(sense.name):
                return field
    return None


@cache
def _fields() -> dict[str, Field]:
    return {field.name: field for field in load_template().fields}
