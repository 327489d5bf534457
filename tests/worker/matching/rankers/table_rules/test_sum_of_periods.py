"""Quarters between months."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


@pytest.mark.parametrize("header", ["Tot. Q4", "Total", "Total budget"])
def test_what_adds_up_periods_is_left_open(cascade: Cascade, header: str) -> None:
    column = SourceColumn(header, ("118.75", "128.75"), numbers=(118.75, 128.75), adds_periods=True)
    assert cascade.suggest([SourceColumn("Brand", ("Rye", "Oat")), column])[1].field is None
