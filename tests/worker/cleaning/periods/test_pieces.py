"""Rows that are made a piece at a time are those that are made at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from worker.cleaning.build import RawData
from worker.cleaning.lines import Amounts, LineColumn, Lines
from worker.cleaning.periods import pieces
from worker.knowledge.templates import load_template
from worker.shapes.layout import Period

Build = Callable[..., RawData]
PLACEMENT, COST, DEVICE = ("Placement", "placement"), ("Net cost", "net_cost"), ("Device", "device")
MONDAYS = (date(2026, 1, 19), date(2026, 1, 26))
WEEKS = [Period(0, str(day), "week", day, day + timedelta(days=6), measure="net_cost") for day in MONDAYS]
"""The second crosses a month."""
ROWS = [
    ["Home", "mobile", 30.0, 10.0, 20.0],
    ["News", None, 7.01, None, 7.01],
    ["News", "tv", 5.0, None, None],
    ["Sport", "mobile", None, None, None],
    ["News", None, 7.01, 0.02, 6.99],
]


@pytest.mark.parametrize("size", [1, 2, 4])
def test_pieces_make_the_same_table(build: Build, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    columns = [PLACEMENT, DEVICE, COST]
    whole = build(columns, ROWS, periods=WEEKS)
    monkeypatch.setattr(pieces, "PIECE", size)
    parts = build(columns, ROWS, periods=WEEKS)
    assert parts.table.to_pylist() == whole.table.to_pylist()
    assert parts.totals == whole.totals
    assert parts.rows.num_rows == whole.rows.num_rows == parts.table.num_rows > len(ROWS)
    assert len(list(parts.rows.pieces())) == -(-len(ROWS) // size)


@pytest.mark.parametrize("has_totals", [True, False])
def test_sums_by_period_are_those_of_the_rows_where_a_total_is_compared(has_totals: bool) -> None:
    template = load_template()
    cost = next(field for field in template.fields if field.name == "net_cost")
    periods = tuple(replace(week, number=number) for number, week in enumerate(WEEKS, 7))
    amounts = Amounts("net_cost", periods, np.array([[10.0, 20.0], [np.nan, 7.01]]))
    total = LineColumn(cost, np.array([30.0, 7.01]), 6, "Net cost")
    lines = Lines("Plan", template, np.array([2, 3]), {"net_cost": total}, (amounts,))
    sums = pieces.LineRows(lines, has_totals=has_totals).facts.sums
    assert sums.by_line["net_cost"].tolist() == [30.0, 7.01]
    expected = {("net_cost", 7): [10.0, 0.0], ("net_cost", 8): [20.0, 7.01]} if has_totals else {}
    assert {key: values.tolist() for key, values in sums.by_period.items()} == expected
