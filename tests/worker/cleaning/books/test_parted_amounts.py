"""Columns that share out the money of each line and say neither when nor for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.parted_amounts import parting_columns
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template


def parting(columns: Mapping[int, Sequence[float]]) -> frozenset[int]:
    """Of columns by number, beside two lines of 900 and 600."""
    plan = mapped([("Vendor", "publisher"), ("Net", "net_cost")], [["Alder", 900.0], ["Birch", 600.0]])
    return parting_columns({n: np.array(v) for n, v in columns.items()}, read_lines(plan, load_template()))


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {3: [900.0, 600.0]},
        {3: [300.0, 200.0], 4: [600.0, 300.0]},
        {3: [300.0, 200.0], 5: [600.0, 400.0]},
        {3: [900.0, 600.0], 4: [0.0, 0.0]},
    ],
    ids=["none", "the amount again", "one line differs", "apart", "zeros beside it"],
)
def test_columns_that_part_nothing(columns: dict[int, list[float]]) -> None:
    assert parting(columns) == frozenset()


def test_columns_that_add_up_to_the_money_of_each_line() -> None:
    assert parting({3: [300.0, 200.0], 4: [600.0, np.nan], 5: [0.0, 400.0]}) == {3, 4, 5}
