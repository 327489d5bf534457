"""Sums of total rows, a cell at a time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from worker.cleaning.books.period_sums import post_period_sums
from worker.cleaning.books.sheet_fates import SheetFates
from worker.shapes.grid import Grid
from worker.shapes.layout import SkippedRow, Table

A, B = [1.0, 10.0], [2.0, 20.0]


@pytest.mark.parametrize(
    ("cells", "totals", "lines", "proved"),
    [
        ([A, B, [4.0, 31.0]], [3], [1, 2], []),  # no sums
        ([A, B, [3.0, 31.0]], [3], [1, 2], [(3, 1)]),
        ([A, [1.0, 10.0], B, [2.0, 20.0]], [2, 4], [1, 3], [(2, 1), (2, 2), (4, 1), (4, 2)]),
        ([[3.0, 30.0], A, B], [1], [2, 3], [(1, 1), (1, 2)]),  # a total above its lines
        ([A, [1.0, 10.0], B, [3.0, 30.0]], [2, 4], [1, 3], [(2, 1), (2, 2), (4, 1), (4, 2)]),
    ],
)
def test_a_cell_is_a_total_where_it_is_the_sum_of_lines(
    cells: Any, totals: list[int], lines: list[int], proved: list[tuple[int, int]]
) -> None:
    sheet = SheetFates.of(Grid("Plan", cells))
    skipped = tuple(SkippedRow(row, "total") for row in totals)
    table = Table((), 1, len(cells), 1, 2, (), skipped=skipped)
    post_period_sums(sheet, table, SimpleNamespace(rows=np.array(lines)), [1, 2], 0.01)  # type: ignore[arg-type]
    open_cells = {(row, column) for row, column, _ in sheet.open_cells()}
    everywhere = {(row, column) for row in totals for column in (1, 2)}
    assert sorted(everywhere - open_cells) == proved
