"""Rows of which nothing would be written."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.empty_lines import without_empty_lines
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

COLUMNS = [("Channel", "channel"), ("Remark", None), ("Net", "net_cost"), ("Cost of a thing", None)]
TV = ["TV", "late", 10, 2]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        # Leave it alone: a name, a number that a field has, one that is exported nowhere.
        ([TV, ["Radio", None, None, None]], [2, 3]),
        ([TV, ["Radio", None, 0, None]], [2, 3]),
        ([TV, [None, None, 10, None]], [2, 3]),
        ([TV, [None, None, None, 7]], [2, 3]),
        (
            [[None, None, 0, None], [None, None, None, None]],
            [2, 3],
        ),  # of a form nobody filled in the form is told
        # Formulas that were copied down: zeros, or nothing; a remark that goes nowhere.
        ([TV, [None, None, 0, 0], TV], [2, 4]),
        ([TV, [None, None, None, None]], [2]),
        ([TV, [None, "to be decided", None, None]], [2]),
    ],
)
def test_rows_of_nothing_are_no_lines(lines: list[list[Any]], rows: list[int]) -> None:
    table = mapped(COLUMNS, lines)
    counted, said = without_empty_lines(table, read_lines(table, load_template()), 0.01)
    assert list(counted.table.line_rows) == rows
    assert not said
