"""Amounts and what comes on top of them, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

NET, FEE, WHOLE = (
    (68_000.0, 15_500.0, 185_000.0),
    (6_800.0, 1_550.0, 9_250.0),
    (74_800.0, 17_050.0, 194_250.0),
)
SHARE, WITH_SHARE = (6_800.0, 1_550.0, 18_500.0), (74_800.0, 17_050.0, 203_500.0)
QUANTITY, COST = (3.0, 2.0, 5.0), (224_400.0, 34_100.0, 971_250.0)


def column(name: str, numbers: tuple[float, ...], *, summed: bool = False) -> SourceColumn:
    return SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers, summed=summed)


def fields(cascade: Cascade, *columns: SourceColumn) -> list[str | None]:
    head = [SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08"))]
    return [suggestion.field for suggestion in cascade.suggest([*head, *columns])[len(head) :]]


@pytest.mark.parametrize(
    "columns",
    [
        [column("Online", NET), column("Print", FEE), column("Total cost", WHOLE, summed=True)],
        [column("Media cost", NET), column("Ad serving", FEE), column("Spend", WHOLE)],
        [column("Unit price", NET), column("Fee", FEE), column("Price", WHOLE), column("Qty", QUANTITY), column("Cost", COST)],
    ],
)  # fmt: skip
def test_parts_actuals_and_prices_of_one_are_left_alone(
    cascade: Cascade, columns: list[SourceColumn]
) -> None:
    assert "gross_cost" not in fields(cascade, *columns)


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (("达人报价(元)", "平台服务费(元)", "费用合计(元)"), (NET, FEE, WHOLE)),
        (("Honorario", "Fee gestión 15%", "Total"), (NET, SHARE, WITH_SHARE)),
        (("Cost", "Agency commission", "Cost to client"), (NET, FEE, WHOLE)),
        (("Media", "Tasa", "A pagar"), (NET, SHARE, WITH_SHARE)),
    ],
)
def test_an_amount_its_fee_and_their_sum(
    cascade: Cascade, names: tuple[str, ...], numbers: tuple[tuple[float, ...], ...]
) -> None:
    columns = [column(name, one, summed=True) for name, one in zip(names, numbers, strict=True)]
    net, _, gross = fields(cascade, *columns)
    assert (net, gross) == ("net_cost", "gross_cost")


def test_beside_a_list_price_the_sum_is_left_open(cascade: Cascade) -> None:
    whole = tuple(2 * n for n in NET)
    columns = [column("Gross cost", whole, summed=True), column("Net cost", NET, summed=True)]
    added = [column("Agency fee", FEE, summed=True), column("Total net cost", WHOLE, summed=True)]
    answers = fields(cascade, *columns, *added)
    assert answers == ["gross_cost", "net_cost", "agency_fee", None]


@pytest.mark.parametrize(
    "names",
    [
        ("Gerçekleşen bedel (girdi)", "AHB bedeli", "Toplam maliyet"),
        ("Actual media cost", "Agency fee", "Total cost"),
        ("Coût réel", "Frais d'agence", "Coût total"),
    ],
)
def test_what_was_delivered_is_no_net_cost_of_a_gross_one(
    cascade: Cascade, names: tuple[str, str, str]
) -> None:
    columns = [column(name, one, summed=True) for name, one in zip(names, (NET, FEE, WHOLE), strict=True)]
    spent, _, whole = fields(cascade, *columns)
    assert (spent, whole) == ("spend", None)
