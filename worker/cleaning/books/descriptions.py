"""Tables that describe columns or things ('Field | Type | Required'): an amount's name stands over ticks and blanks."""

from __future__ import annotations

from functools import cache

from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.words import phrases
from worker.shapes.grid import Cell
from worker.shapes.template import Template
from worker.text import compared
from worker.values.blanks import is_empty


def is_description(mapped: MappedTable, amounts: frozenset[str], template: Template) -> bool:
    """Whether no line has a day, or anything but ticks in the columns of *amounts* (names of fields).

    A text such as 'TBC' or a formula without a result may be an amount; a table that a person called lines stays.
    """
    table, grid = mapped.table, mapped.grid
    if mapped.is_plan_by_word or table.periods:
        return False
    dates = {field.name for field in template.fields if field.type == "date"}
    return not any(
        (row, number) in grid.uncalculated or not _says_nothing(grid.at(row, number), name in amounts)
        for number, name in mapped.fields.items()
        if name in amounts or name in dates
        for row in table.line_rows
    )


def _says_nothing(cell: Cell, is_amount: bool) -> bool:
    if is_empty(cell):
        return True
    return is_amount and (isinstance(cell, bool) or (isinstance(cell, str) and compared(cell) in _ticks()))


@cache
def _ticks() -> frozenset[str]:
    """'yes', 'ja', 'TRUE' in all languages, compared."""
    return frozenset(compared(phrase) for name, phrase in phrases("values") if name == "flag") | {"x"}
