"""Frames as shapes, and answers as frames."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from worker import frames


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("x", "x"),
        (5, 5),
        (None, None),
        (np.float64("nan"), None),
        (pd.NA, None),
        (pd.NaT, None),
        (np.int64(5), 5),
        (pd.Timestamp("2026-01-05"), datetime(2026, 1, 5)),
        (Decimal("1.5"), 1.5),
        (["a"], "['a']"),
    ],
)
def test_a_value_becomes_a_cell(value: object, cell: object) -> None:
    result = frames.cell_of(value)
    assert (result, type(result)) == (cell, type(cell))


def test_another_librarys_frame_is_a_sheet_with_its_columns_as_header() -> None:
    table = pa.table({"Publisher": ["Alpha", None], "Cost": [1.5, 2.0]})
    grid = frames.grid_of("Plan", frames.pandas_of(table))
    assert grid.cells == [["Publisher", "Cost"], ["Alpha", 1.5], [None, 2.0]]


def test_columns_bring_their_first_values_as_text() -> None:
    (column,) = frames.columns_of(pd.DataFrame({"Cost": [None, 1.5, *range(9)]}))
    assert (column.name, column.samples) == ("Cost", ("1.5", "0", "1", "2", "3"))


def test_a_cell_that_is_missing_is_left_out_of_a_record() -> None:
    assert frames.records_of(pd.DataFrame({"header": ["A"], "field": [None]})) == [{"header": "A"}]


def test_records_make_rows_and_none_make_an_empty_frame_with_its_columns() -> None:
    frame = frames.frame_of([SimpleNamespace(a=1, b=2, c=3)], "a", "c")
    assert frame.to_dict("records") == [{"a": 1, "c": 3}]
    assert list(frames.frame_of([], "a", "c")) == ["a", "c"]
    assert list(frames.changes_frame([])) == ["kind", "line_key"]
