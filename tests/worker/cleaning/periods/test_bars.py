"""Amounts in cells that are merged over several periods."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from worker.cleaning.periods.amounts import PeriodCells
from worker.cleaning.periods.bars import spread_bars
from worker.shapes.grid import Grid, Merge
from worker.shapes.layout import Period

NAN = np.nan


def periods(marks: bool = False) -> list[Period]:
    days = [(5, 11), (12, 18), (19, 25)]
    return [
        Period(at, "w", "week", date(2026, 1, a), date(2026, 1, b), marks=marks)
        for at, (a, b) in enumerate(days, 2)
    ]


def spread(values: list[float], *merges: Merge, marks: bool = False) -> list[float]:
    cells = [PeriodCells(p, np.array([v])) for p, v in zip(periods(marks), values, strict=True)]
    result = spread_bars(cells, np.array([4]), Grid("Plan", [], merges=merges))
    return [float(cell.values[0]) for cell in result]


@pytest.mark.parametrize(
    ("merge", "values"),
    [
        pytest.param(Merge(4, 1, 5, 1), [90.0, NAN, NAN], id="a name merged down"),
        pytest.param(Merge(9, 2, 9, 4), [90.0, NAN, NAN], id="another row"),
        pytest.param(Merge(4, 1, 4, 3), [90.0, NAN, NAN], id="a name over the first periods"),
        pytest.param(Merge(4, 2, 4, 4), [NAN, NAN, NAN], id="a bar without an amount"),
    ],
)
def test_what_is_no_bar(merge: Merge, values: list[float]) -> None:
    np.testing.assert_equal(spread(values, merge), values)


@pytest.mark.parametrize(
    ("merges", "values", "parts"),
    [
        ((Merge(4, 2, 4, 4),), [90.0, NAN, NAN], [30.0, 30.0, 30.0]),
        ((Merge(4, 3, 4, 4),), [7.0, 5.0, NAN], [7.0, 2.0, 3.0]),  # whole numbers stay whole
        ((Merge(4, 2, 4, 3),), [0.05, NAN, 4.0], [0.02, 0.03, 4.0]),
    ],
)
def test_an_amount_is_divided_among_its_periods(
    merges: tuple[Merge, ...], values: list[float], parts: list[float]
) -> None:
    assert spread(values, *merges) == pytest.approx(parts)


def test_a_mark_marks_them_all() -> None:
    assert spread([1.0, NAN, NAN], Merge(4, 2, 4, 4), marks=True) == [1.0, 1.0, 1.0]
