"""Tables without any amount: a list of flights or prices is worth its lines, a list of names and a form that nobody filled in are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import isclose

import numpy as np

from worker.cleaning.lines import Lines, span
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import amount_names
from worker.findings.cleaning import BLANK_FORM
from worker.plans.rows.letters import number
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell
from worker.shapes.layout import Column
from worker.shapes.template import Template
from worker.values.arithmetic import LEAST_LINES, PER_HUNDRED

_NUMBER = re.compile(r"(?<![^\W\d_])\d")
TableLines = tuple[MappedTable, Lines]


def says_when_or_how_much(mapped: MappedTable, template: Template) -> bool:
    """Whether a cell of a line has a day, an id or a figure for raw data: numbers that nobody names are none.

    Shares that add up to a whole split a budget that stands beside the lines.
    """
    if any(map(_are_shares, mapped.table.columns)):
        return True
    days = {field.name for field in template.fields if field.type == "date"}
    figures = {field.name for field in template.fields if field.type == "id" or field.kind == "measure"}
    ids = {field.name for field in template.fields if field.type == "id"}
    return any(
        (number(value) is not None and not (field in ids and _is_code(value)))
        if field in figures
        else isinstance(value, date) or _has_number(value)
        for at, field in mapped.fields.items()
        if field in days | figures
        for value in (mapped.grid.at(row, at) for row in mapped.table.line_rows)
    )


def _are_shares(column: Column) -> bool:
    shares = [share for share in column.numbers if share is not None]
    sums = (1.0, PER_HUNDRED)
    return (
        len(shares) >= LEAST_LINES
        and min(shares) >= 0
        and any(isclose(sum(shares), n, rel_tol=1e-3) for n in sums)
    )


def _is_code(value: Cell) -> bool:
    """'R01', which is no sum in rand below an id's name."""
    return isinstance(value, str) and any(map(str.isalpha, value))


def _has_number(value: Cell) -> bool:
    """Whether a number stands in a text by itself, as in a day; 'keyword1' has none."""
    return isinstance(value, str) and _NUMBER.search(value) is not None


def without_blank_forms(tables: Sequence[TableLines]) -> tuple[list[TableLines], list[Finding]]:
    """The *tables* without those that ask for amounts and have none, nor a day, where no table has any; and what is said."""
    if any(_has_amount(lines) or lines.undecided for _, lines in tables):
        return list(tables), []
    blank = [(mapped, lines) for mapped, lines in tables if len(lines) and _is_blank_form(mapped, lines)]
    findings = [
        BLANK_FORM.at(lines.sheet, span(None, lines.rows.tolist()), name=mapped.table.title or lines.sheet)
        for mapped, lines in blank
    ]
    forms = {id(lines) for _, lines in blank}
    return [one for one in tables if id(one[1]) not in forms], findings


def _amount_columns(lines: Lines) -> list[str]:
    amounts = amount_names(lines.template)
    return [name for name in lines.columns if name in amounts]


def _has_amount(lines: Lines) -> bool:
    """Whether any line has an amount other than zero, in a column or a period."""
    columns = (lines.floats(name) for name in _amount_columns(lines))
    values = (*columns, *(one.values for one in lines.amounts))
    return any(value is not None and np.nan_to_num(value).any() for value in values)


def _is_blank_form(mapped: MappedTable, lines: Lines) -> bool:
    """Whether it has a place for amounts, and no line has a day or a formula whose result nobody knows."""
    rows = frozenset(lines.rows.tolist())
    if any(row in rows for row, _ in mapped.grid.uncalculated):
        return False
    days = (lines.days(name) for name in lines.columns)
    return bool(_amount_columns(lines) or lines.amounts) and all(
        day is None or np.isnat(day).all() for day in days
    )
