"""Rows of raw data by line, and cut into calendar periods."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.worker.verbs.summary.raw_tables import FEB, JAN, raw_of
from worker.shapes.flowchart import Cut
from worker.verbs.flowchart import raw_rows

ROWS = [
    ("TV", "A", *JAN, "EUR", 10.0, 2),
    ("TV", "A", *FEB, "EUR", 20.0, 2),
    ("TV", "A", *JAN, "EUR", 5.0, 3),
    ("TV", "A", *FEB, "USD", 5.0, 3),
]


def test_a_line_is_a_row_of_the_plan_with_the_same_texts() -> None:
    raw = raw_of(ROWS)
    rows = raw_rows.read(raw.table, raw.template)
    assert rows.line.tolist() == [0, 0, 1, 2]
    assert rows.main == "net_cost"


def test_without_lineage_lines_are_told_apart_by_their_texts() -> None:
    raw = raw_of(ROWS)
    table = raw.table.drop_columns(["source_sheet", "source_row"])
    assert raw_rows.read(table, raw.template).line.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("start", "end", "step", "periods"),
    [
        (date(2026, 1, 5), date(2026, 1, 11), "week", {"2026-01-05": 70.0}),
        (date(2026, 1, 1), date(2026, 1, 31), "month", {"2026-01-01": 70.0}),
        (date(2026, 1, 7), date(2026, 1, 13), "week", {"2026-01-05": 50.0, "2026-01-12": 20.0}),
        (date(2026, 1, 26), date(2026, 2, 1), "month", {"2026-01-01": 60.0, "2026-02-01": 10.0}),
        (None, None, "week", {"NaT": 70.0}),
    ],
)
def test_amounts_are_shared_out_by_days(
    start: date | None, end: date | None, step: Cut, periods: dict[str, float]
) -> None:
    raw = raw_of([("TV", "A", start, end, "EUR", 70.0, 2)])
    rows = raw_rows.cut(raw_rows.read(raw.table, raw.template), step)
    assert (
        dict(zip(rows.starts.astype(str).tolist(), rows.numbers["net_cost"].tolist(), strict=True)) == periods
    )


def test_what_is_cut_adds_up_to_the_cent() -> None:
    raw = raw_of([("TV", "A", date(2026, 1, 3), date(2026, 3, 17), "EUR", 100.01, 2)])
    rows = raw_rows.cut(raw_rows.read(raw.table, raw.template), "week")
    assert round(float(np.sum(rows.numbers["net_cost"])), 2) == 100.01
    assert np.allclose(rows.numbers["net_cost"] * 100, np.round(rows.numbers["net_cost"] * 100))
