"""Books have an account for every fate, and balance when nothing is unexplained."""

from __future__ import annotations

from worker.shapes.accounts import Account, Accounts


def test_a_fate_that_no_cell_has_is_an_empty_account() -> None:
    books = Accounts({"exported": Account(3, {"net_cost": {"EUR": 60.0}})})
    assert books.of("rate") == Account() and books.of("exported").cells == 3
    assert not books.of("unexplained").cells
