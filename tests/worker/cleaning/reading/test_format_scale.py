"""Number formats that write a unit behind their numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.lines import LineColumn
from worker.cleaning.reading import format_scale
from worker.knowledge.templates import load_template

NET = next(field for field in load_template().fields if field.name == "net_cost")
COLUMNS = [("Site", "publisher"), ("Net", "net_cost")]
T = '#,##0.0" T€"'


@pytest.mark.parametrize(
    ("formats", "factor"),
    [
        ({}, None),
        ({(2, 2): "#,##0", (3, 2): "#,##0"}, None),
        ({(2, 2): '#,##0,"k"', (3, 2): '#,##0,"k"'}, None),
        ({(2, 2): T, (3, 2): "#,##0"}, None),
        ({(2, 2): T, (3, 2): T}, 1e3),
        ({(2, 2): T}, 1e3),
    ],
)
def test_one_factor_for_all_numbers_of_a_column(
    formats: dict[tuple[int, int], str], factor: float | None
) -> None:
    rows: list[list[Any]] = [["A", 12.5], ["B", 30.0]]
    plan = mapped(COLUMNS, rows, formats=formats)
    columns = {"net_cost": LineColumn(NET, np.array([12.5, 30.0]), 2, "Net")}
    scales = format_scale.by_measure(columns, (), np.array([2, 3]), plan.grid)
    assert scales.get("net_cost") == factor
