"""The fates of a sheet's numbers."""

from __future__ import annotations

import numpy as np

from worker.cleaning.books.sheet_fates import SheetFates, accounts_of
from worker.shapes.grid import Grid


def sheet() -> SheetFates:
    return SheetFates.of(Grid("Plan", [["Net", "Clicks"], [10.0, 3], [20.0, None], [30.0, 5]]))


def test_nothing_is_explained_at_first() -> None:
    fates = sheet()
    assert fates.open_cells() == [(2, 1, 10.0), (2, 2, 3.0), (3, 1, 20.0), (4, 1, 30.0), (4, 2, 5.0)]
    assert (fates.count("unexplained"), fates.count("exported")) == (5, 0)


def test_the_first_fate_stays() -> None:
    fates = sheet()
    fates.post("exported", [2, 3], [1])
    fates.post("total", [2, 3, 4], [1])
    assert list(fates.places("exported")) == ["Plan!A2:A3"]
    assert list(fates.places("total")) == ["Plan!A4"]


def test_rows_with_gaps_and_rows_in_a_row_are_posted_alike() -> None:
    one, other = sheet(), sheet()
    one.post("exported", [2, 3, 4], [1, 2])
    for row in (4, 2, 3):
        other.post("exported", [row], [2, 1])
    assert one.fates.tolist() == other.fates.tolist()
    apart = sheet()
    apart.post("exported", [4, 2], [2])
    assert list(apart.places("exported")) == ["Plan!B2", "Plan!B4"]


def test_numbers_are_counted_by_column() -> None:
    fates = sheet()
    fates.post("exported", [3], [1])
    assert fates.numbers_in(np.array([2, 3, 4])).tolist() == [3, 2]
    assert fates.numbers_in(np.array([3, 1])).tolist() == [1, 0]


def test_places_outside_the_sheet_are_nobodys() -> None:
    fates = sheet()
    fates.post("exported", [0, 9], [1, 9])
    assert fates.count("exported") == 0
    assert (fates.at(9, 1), fates.at(3, 2), fates.at(2, 2)) == (None, None, 3.0)


def test_accounts_count_cells_and_name_all_but_exported_ones() -> None:
    fates = sheet()
    fates.post("exported", [2, 3, 4], [1])
    accounts = accounts_of([fates], {"exported": {("net_cost", ""): 60.0}})
    assert {fate: account.cells for fate, account in accounts.by_fate.items()} == {
        "exported": 3,
        "unexplained": 2,
    }
    assert accounts.of("unexplained").places == ("Plan!B2", "Plan!B4")
    assert accounts.of("exported").sums == {"net_cost": {"": 60.0}}
