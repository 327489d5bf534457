"""How markets write numbers."""

from __future__ import annotations

import pytest

from worker.values.marks import mark_of_currency, mark_of_market


@pytest.mark.parametrize(
    ("unit", "mark"),
    [
        ("€", None),
        ("x", None),
        ("$", "."),
        ("£", "."),
        ("₹", "."),
        ("R$", ","),
        ("₽", ","),
        ("руб.", ","),
        ("zł", ","),
        ("kr", ","),
        ("Kč", ","),
        ("₱", "."),
        ("₫", ","),
    ],
)
def test_the_mark_of_a_currency(unit: str, mark: str | None) -> None:
    assert mark_of_currency(unit) == mark


@pytest.mark.parametrize(("market", "mark"), [("??", None), ("US", "."), ("DE", ","), ("CH", ".")])
def test_the_mark_of_a_market(market: str, mark: str | None) -> None:
    assert mark_of_market(market) == mark
