"""Two tables on the same rows give each amount once."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from worker.cleaning.lines import Amounts, LineColumn, Lines
from worker.cleaning.periods.repeats import without_repeats
from worker.knowledge.templates import load_template
from worker.shapes.layout import Period
from worker.shapes.template import Field

TEMPLATE = load_template()
MONTHS = (
    Period(6, "Jan", "month", date(2026, 1, 1), date(2026, 1, 31), "net_cost"),
    Period(7, "Feb", "month", date(2026, 2, 1), date(2026, 2, 28), "net_cost"),
)


def whole(totals: list[float], first_row: int = 2, field: str = "net_cost") -> Lines:
    rows = np.arange(first_row, first_row + len(totals), dtype=np.int64)
    column = LineColumn(next(f for f in TEMPLATE.fields if f.name == field), np.array(totals), 4, "Total")
    return Lines("Plan", TEMPLATE, rows, {field: column})


def months(values: list[list[float]]) -> Lines:
    rows = np.arange(2, 2 + len(values), dtype=np.int64)
    site = LineColumn(Field("publisher"), np.array([1.0] * len(values)), 5, "Site")
    return Lines(
        "Plan", TEMPLATE, rows, {"publisher": site}, (Amounts("net_cost", MONTHS, np.array(values)),)
    )


@pytest.mark.parametrize(
    "table",
    [
        whole([40.0, 70.0]),  # another sum
        whole([30.0, 70.0], first_row=20),  # other rows
        whole([30.0, 70.0], field="gross_cost"),  # another measure
    ],
)
def test_left_as_they_are(table: Lines) -> None:
    tables = [table, months([[10.0, 20.0], [30.0, 41.0]])]
    assert without_repeats(tables) == tables


def test_the_sum_of_the_periods_beside_them_is_left_out() -> None:
    total, by_month = without_repeats([whole([30.0, 70.0]), months([[10.0, 20.0], [30.0, 40.0]])])
    assert dict(total.columns) == {}
    assert [(finding.code, finding.cell) for finding in total.findings] == [("repeated-beside", "D:D")]
    assert by_month.amounts[0].measure == "net_cost"
