"""Prices of one that are called like amounts, beside quantities and costs."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

BOUGHT = (4.0, 8.0, 2.0, 6.0)
LIST = (640.0, 420.0, 1900.0, 310.0)
SHARE = (0.8, 0.8, 0.75, 0.9)
COST = tuple(p * n * s for p, n, s in zip(LIST, BOUGHT, SHARE, strict=True))
AGREED = tuple(p * s for p, s in zip(LIST, SHARE, strict=True))


def fields(cascade: Cascade, *columns: tuple[str, tuple[float, ...]]) -> list[str | None]:
    head = SourceColumn("Vendor", ("Alder", "Birch", "Cedar", "Dogwood"))
    numbers = [SourceColumn(name, tuple(f"{n:g}" for n in some), numbers=some) for name, some in columns]
    return [suggestion.field for suggestion in cascade.suggest([head, *numbers])[1:]]


@pytest.mark.parametrize(
    ("gross", "net"),
    [
        (tuple(p * n for p, n in zip(LIST, BOUGHT, strict=True)), COST),  # of all that was bought
        (COST, tuple(1.2 * cost for cost in COST)),  # a tax on top, whatever the quantity
        (COST, tuple(cost + extra for cost, extra in zip(COST, (90.0, 30.0, 500.0, 75.0), strict=True))),
    ],
)
def test_an_amount_stays(cascade: Cascade, gross: tuple[float, ...], net: tuple[float, ...]) -> None:
    assert fields(cascade, ("Gross cost", gross), ("Spots", BOUGHT), ("Net cost", net))[0] == "gross_cost"


@pytest.mark.parametrize(
    ("price", "count", "cost"),
    [
        ("Rate card £", "Qty ordered", "Net total £"),
        ("定価", "回数", "実施料金"),
        ("Bruttopreis", "Anzahl Schaltungen", "Netto gesamt"),
        ("Listino", "N. uscite", "Netto"),
        ("Prix brut", "Nb de passages", "Montant net HT"),
    ],
)
def test_a_price_is_no_amount(cascade: Cascade, price: str, count: str, cost: str) -> None:
    assert fields(cascade, (price, LIST), (count, BOUGHT), (cost, COST))[0] in ("unit_rate", None)


def test_some_are_prices_of_a_thousand(cascade: Cascade) -> None:
    bought = (BOUGHT[0] * 1000, *BOUGHT[1:])
    assert fields(cascade, ("Schaltpreis", LIST), ("Menge", bought), ("Mediakosten", COST))[::2] == [
        "unit_rate",
        "net_cost",
    ]


def test_beside_the_price_agreed_it_is_left_open(cascade: Cascade) -> None:
    columns = ("Rate card £", LIST), ("Your rate £", AGREED), ("Qty ordered", BOUGHT), ("Order value £", COST)
    assert fields(cascade, *columns)[:2] == [None, "unit_rate"]


def test_what_an_execution_costs_after_a_discount_is_planned(cascade: Cascade) -> None:
    columns = ("定価", LIST), ("回数", BOUGHT), ("実施料金", COST)
    assert fields(cascade, *columns)[2] == "net_cost"
