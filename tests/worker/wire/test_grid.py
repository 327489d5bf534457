"""Sheets as JSON: what is sent counts, what is only claimed costs nothing."""

from __future__ import annotations

import pytest

from worker.errors import UsageError
from worker.shapes.grid import Merge
from worker.wire import grid
from worker.wire.grid import MOST_CELLS, GridIn

CELLS = [["Publisher", "Clicks"], ["Alpha", 1], ["Beta"]]


def test_blanks_are_none_and_short_rows_are_filled_up() -> None:
    assert GridIn([["a", ""], ["b"]]).shape().cells == [["a", None], ["b", None]]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ((1, 1, 1, 2), [Merge(1, 1, 1, 2)]),
        ((1, 1, 3, 2), [Merge(1, 1, 3, 2)]),
        ((1, 1, 10**9, 10**9), [Merge(1, 1, 3, 2)]),
        ((-5, 0, 1, 1), [Merge(1, 1, 1, 1)]),
        ((4, 1, 10**30, 2), []),
        ((1, 3, 1, 4), []),
        ((2, 2, 1, 1), []),
    ],
)
def test_merges_end_with_the_cells(said: tuple[int, int, int, int], kept: list[Merge]) -> None:
    assert list(GridIn(CELLS, merges=[said]).shape().merges) == kept


def test_a_sheet_that_is_nearly_all_claimed_is_refused() -> None:
    wide = GridIn([[1] * 10_000] + [[]] * (MOST_CELLS // 10_000))
    with pytest.raises(UsageError, match=r"2001 x 10000 because of stray cells"):
        wide.shape()


def test_so_are_many_of_them() -> None:
    wide = GridIn([[1] * 10_000] + [[]] * 100)
    assert len(wide.shape().cells) == 101
    with pytest.raises(UsageError, match="101 x 10000"):
        grid.shapes([wide] * 20)


def test_sheets_of_one_name_are_refused() -> None:
    """'Sheet1' is what a sheet without a name is called: two of them would be one to all that is said of them."""
    assert [one.sheet for one in grid.shapes([GridIn([["a"]]), GridIn([["a"]], sheet="Plan")])] == [
        "Sheet1",
        "Plan",
    ]
    with pytest.raises(UsageError, match="Two sheets are called 'Sheet1'"):
        grid.shapes([GridIn([["a"]]), GridIn([["b"]])])
