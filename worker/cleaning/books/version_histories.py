"""Tables about the document itself ('Rev | Date | By | Change'): its versions one below the other, and no lines of a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from worker.cleaning.books.price_lists import line_facts
from worker.cleaning.mapped_table import MappedTable
from worker.plans.versions.names import version_name
from worker.shapes.grid import Cell
from worker.shapes.template import Template

MOST_ROWS = 60
"""Rows of the longest history."""
LEAST_ROWS = 2
_NUMBER = re.compile(r"\D{0,12}?(\d{1,3}(?:\.\d{1,2}){0,2})\D{0,12}")


def is_version_history(mapped: MappedTable, others: Sequence[MappedTable], template: Template) -> bool:
    """Whether the first column is called a version and numbers the lines, beside one of *others* that adds up its lines.

    A volume, periods, a total of its own and a person's word make the table a part of the plan.
    """
    table = mapped.table
    if mapped.is_plan_by_word or table.total_rows or "volume" in line_facts(mapped, template):
        return False
    rows = table.line_rows
    if not LEAST_ROWS <= len(rows) <= MOST_ROWS or not any(other.table.total_rows for other in others):
        return False
    first = table.columns[0]
    name = version_name(first.header)
    if "version" not in name.roles or name.base:
        return False
    numbers = [_number(mapped.grid.at(row, first.number)) for row in rows]
    return _are_in_order([number for number in numbers if number is not None]) and None not in numbers


def _number(cell: Cell) -> tuple[int, ...] | None:
    """The number of a version: 3, 'v3', 'Rev. 1.2'."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    match = _NUMBER.fullmatch(str(cell)) if isinstance(cell, (int, float, str)) else None
    return tuple(map(int, match[1].split("."))) if match else None


def _are_in_order(numbers: Sequence[tuple[int, ...]]) -> bool:
    """Whether each version is above the one before, or each below: the latest may stand first."""
    return all(a < b for a, b in pairwise(numbers)) or all(a > b for a, b in pairwise(numbers))
