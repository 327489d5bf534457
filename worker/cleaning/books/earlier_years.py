"""Tables with the figures of an earlier year, beside a plan of a later one: they are compared with by people, not exported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from worker.cleaning.mapped_table import MappedTable
from worker.shapes.template import Template

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def is_of_earlier_year(mapped: MappedTable, others: Sequence[MappedTable], template: Template) -> bool:
    """Whether a table without days names one year for its figures, and all periods and days of *others* are of later years.

    A person's word makes it a part of the plan.
    """
    dates = frozenset(field.name for field in template.fields if field.type == "date")
    if mapped.is_plan_by_word or mapped.table.periods or dates & set(mapped.fields.values()):
        return False
    named = {int(year) for text in _texts(mapped) for year in _YEAR.findall(text)}
    planned = {year for other in others for year in _planned_years(other, dates)}
    return len(named) == 1 and bool(planned) and max(named) < min(planned)


def _planned_years(mapped: MappedTable, dates: frozenset[str]) -> Iterator[int]:
    """The years of a table's periods, and of the days on its lines."""
    yield from (period.start.year for period in mapped.table.periods if period.start)
    columns = [number for number, name in mapped.fields.items() if name in dates]
    cells = (mapped.grid.at(row, number) for number in columns for row in mapped.table.line_rows)
    yield from (cell.year for cell in cells if isinstance(cell, date))


def _texts(mapped: MappedTable) -> Iterator[str]:
    """What stands over the figures: the sheet's name, the table's title, the headers of the columns that are mapped."""
    yield mapped.grid.sheet
    yield mapped.table.title or ""
    yield from (column.header for column in mapped.table.columns if mapped.fields.get(column.number))
