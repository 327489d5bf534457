"""Rows that are made a piece at a time are those that are made at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from worker.cleaning.build import RawData
from worker.cleaning.periods import pieces
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
