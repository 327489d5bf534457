"""Values as xlwings hands them to an engine, and as an engine hands them out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from xl_addin.engines.cell_values import CellError, clean_rows, plain_value


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("#N/A", "#N/A"),
        (0, 0),
        (False, False),
        (float("nan"), None),
        (np.float32("nan"), None),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.datetime64("NaT"), None),
        (dt.datetime(2026, 1, 5, 6, tzinfo=dt.UTC), dt.datetime(2026, 1, 5, 6)),
    ],
)
def test_what_a_cell_takes(value: Any, plain: Any) -> None:
    found = plain_value(value)
    assert (found, type(found)) == (plain, type(plain))


@pytest.mark.parametrize(
    ("value", "err_to_str", "clean"),
    [
        ("#REF!", False, "#REF!"),
        (CellError("#REF!"), False, None),
        (CellError("#REF!"), True, "#REF!"),
        ("", False, None),
        (True, False, True),
        (3, False, 3.0),
        (dt.time(6), False, dt.time(6)),
        (dt.date(2026, 1, 5), False, dt.datetime(2026, 1, 5)),
    ],
)
def test_what_is_handed_out(value: Any, err_to_str: bool, clean: Any) -> None:
    ((found,),) = clean_rows([[value]], dt.datetime, None, None, err_to_str)
    assert (found, type(found)) == (clean, type(clean))


def test_numbers_and_blanks_as_asked_for() -> None:
    assert clean_rows([[2.6, None]], dt.datetime, "-", round, False) == [[3, "-"]]
