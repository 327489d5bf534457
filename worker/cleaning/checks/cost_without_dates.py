"""Money on a line that has no date and no period amounts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Bools, Lines, filled, findings_where, short, span
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.cleaning.unused_times import unused_time
from worker.findings.checks import (
    COST_WITHOUT_DATES,
    DATES_IN_COLUMN,
    DATES_IN_HEADING,
    TABLE_WITHOUT_DATES,
)
from worker.findings.values import DATE_NOT_READ, DATE_NOT_REAL
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Single lines are a doubt; a table without any dates is said once, and a doubt where a heading names a time."""
    if not len(lines) or not any(f.type == "date" for f in lines.template.fields):
        return
    dated = np.zeros(len(lines), dtype=bool)
    for column in lines.columns.values():
        if column.field.type == "date":
            days = lines.days(column.field.name)
            dated |= ~np.isnat(days) if days is not None else False
    for amounts in lines.amounts:
        dated |= filled(amounts.values).any(axis=1)
    paid: Bools = np.zeros(len(lines), dtype=bool)
    name = None
    for column in lines.columns.values():
        values = lines.floats(column.field.name)
        if values is not None and is_money(column.field):
            paid |= filled(values)
            name = name or column.field.name
    missing: Bools = paid & ~dated
    if missing.any():
        missing &= ~_unread(lines)
    if missing.any() and not dated.any():
        place = span(None, [int(lines.rows[0]), int(lines.rows[-1])])
        yield _table_without_dates(lines, mapped, place)
        return
    yield from findings_where(lines, COST_WITHOUT_DATES, missing, name)


def _table_without_dates(lines: Lines, mapped: MappedTable, place: str) -> Finding:
    """A doubt where something that the plan says may date the lines, else a note."""
    unused = unused_time(mapped, lines)
    if unused is None:
        return TABLE_WITHOUT_DATES.at(lines.sheet, place)
    if unused.column is None:
        return DATES_IN_HEADING.at(lines.sheet, place, heading=short(unused.text))
    header, text = short(unused.column.header), short(unused.text)
    return DATES_IN_COLUMN.at(lines.sheet, unused.place, header=header, text=text)


def _unread(lines: Lines) -> Bools:
    """Lines whose date was not understood: that was said of its cell, and one mend answers both."""
    codes = (DATE_NOT_READ.code, DATE_NOT_REAL.code)
    cells = {finding.cell for finding in lines.findings if finding.code in codes}
    dates = [name for name, column in lines.columns.items() if column.field.type == "date"]
    return np.array([any(lines.cell(name, at) in cells for name in dates) for at in range(len(lines))])
