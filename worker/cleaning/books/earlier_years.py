"""Tables with the figures of an earlier year, beside a plan of a later one: they are compared with by people, not exported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from worker.cleaning.mapped_table import MappedTable
from worker.shapes.template import Template

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def is_of_earlier_year(mapped: MappedTable, others: Sequence[MappedTable], template: Template) -> bool:
    """Whether a table without days names one year for its figures, and all periods of *others* are of later years.

    A person's word makes it a part of the plan.
    """
    dates = {field.name for field in template.fields if field.type == "date"}
    if mapped.is_plan_by_word or mapped.table.periods or dates & set(mapped.fields.values()):
        return False
    named = {int(year) for text in _texts(mapped) for year in _YEAR.findall(text)}
    planned = {p.start.year for other in others for p in other.table.periods if p.start}
    return len(named) == 1 and bool(planned) and max(named) < min(planned)


def _texts(mapped: MappedTable) -> Iterator[str]:
    """What stands over the figures: the sheet's name, the table's title, the headers of the columns that are mapped."""
    yield mapped.grid.sheet
    yield mapped.table.title or ""
    yield from (column.header for column in mapped.table.columns if mapped.fields.get(column.number))
