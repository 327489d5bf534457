"""List prices, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

LIST, DISCOUNT, NET = (21_370.0, 1_440.0, 13_070.0), (0.25, 0.2, 0.0), (16_027.5, 1_152.0, 13_070.0)
PRINTING = (87.0, 38.0, 46.0)


def column(name: str, numbers: tuple[float, ...]) -> SourceColumn:
    return SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers)


def proposal(cascade: Cascade, *columns: SourceColumn) -> tuple[str | None, float]:
    """Field and confidence of the first of *columns*."""
    head = [SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08"))]
    suggestion = cascade.suggest([*head, *columns])[len(head)]
    return suggestion.field, suggestion.confidence


@pytest.mark.parametrize(
    ("header", "discount", "net"),
    [
        ("Cena dle ceníku", "Sleva %", "Net net bez DPH"),
        ("السعر الرسمي", "نسبة الخصم", "التكلفة الصافية"),
        ("Bruttopreis lt. Tarif", "Rabatt %", "Nettokosten"),
        ("Rate card, EUR", "Discount, %", "Net media cost, EUR"),
    ],
)
def test_less_the_discount_of_each_line_it_is_the_cost(
    cascade: Cascade, header: str, discount: str, net: str
) -> None:
    field, confidence = proposal(cascade, column(header, LIST), column(discount, DISCOUNT), column(net, NET))
    assert field == "gross_cost" and confidence >= 0.8


@pytest.mark.parametrize(
    ("header", "discount", "net"),
    [("Ovh", "Alennus %", "Hinta"), ("Cena pred zľavou", "Zľava %", "Cena po zľave"), ("A1", "Z %", "A2")],
)
def test_two_amounts_that_are_added_up_need_no_words(
    cascade: Cascade, header: str, discount: str, net: str
) -> None:
    whole = SourceColumn(header, numbers=LIST, summed=True)
    columns = [whole, column(discount, DISCOUNT), SourceColumn(net, numbers=NET, summed=True)]
    fields = [suggestion.field for suggestion in cascade.suggest(columns)]
    assert (fields[0], fields[2]) == ("gross_cost", "net_cost")


def test_a_share_of_a_price_that_is_not_added_up_proves_nothing(cascade: Cascade) -> None:
    columns = [column("A1", LIST), column("Z %", DISCOUNT), column("A2", NET)]
    assert {suggestion.field for suggestion in cascade.suggest(columns)}.isdisjoint(
        {"gross_cost", "net_cost"}
    )


def test_the_list_price_of_one_is_no_cost(cascade: Cascade) -> None:
    columns = [column("Прайс, мес. с НДС", LIST), column("Скидка", DISCOUNT), column("Цена за месяц", NET)]
    assert proposal(cascade, *columns)[0] is None


def test_what_is_printed_comes_on_top(cascade: Cascade) -> None:
    whole = tuple(a + b for a, b in zip(NET, PRINTING, strict=True))
    columns = column("Cena dle ceníku", LIST), column("Sleva %", DISCOUNT)
    field, _ = proposal(cascade, *columns, column("Tisk a výlep", PRINTING), column("Celkem bez DPH", whole))
    assert field == "gross_cost"


def test_beside_a_cost_with_tax_it_is_left_open(cascade: Cascade) -> None:
    taxed = tuple(1.21 * cost for cost in NET)
    columns = column("Cena dle ceníku", LIST), column("Sleva %", DISCOUNT), column("Celkem bez DPH", NET)
    assert proposal(cascade, *columns, column("Cena s DPH", taxed))[0] is None


def test_another_price_stays_what_it_is(cascade: Cascade) -> None:
    columns = column("CPM netto", (5.0, 4.0, 3.0)), column("Rabatt %", DISCOUNT), column("Nettokosten", NET)
    assert proposal(cascade, *columns)[0] != "gross_cost"


@pytest.mark.parametrize(
    ("header", "field"), [("CPC", "cpc"), ("Forecast / CPC", "cpc"), ("Rate card", "gross_cost")]
)
def test_a_price_that_its_header_names_is_no_list_price(cascade: Cascade, header: str, field: str) -> None:
    columns = column(header, LIST), column("Discount %", DISCOUNT), column("Net cost", NET)
    assert proposal(cascade, *columns)[0] == field


@pytest.mark.parametrize(
    ("header", "discount", "cost"), [("Listpris", "Rabatt", "Nettopris"), ("Listino", "Sconto", "Netto")]
)
def test_a_discount_may_bear_its_sign(cascade: Cascade, header: str, discount: str, cost: str) -> None:
    signed = column(discount, tuple(-share for share in DISCOUNT))
    assert proposal(cascade, column(header, LIST), signed, column(cost, NET))[0] == "gross_cost"


def test_what_a_discount_leaves_is_not_spent_yet(cascade: Cascade) -> None:
    columns = column("Media cost", NET), column("Rate card", LIST), column("Discount %", DISCOUNT)
    assert proposal(cascade, *columns)[0] == "net_cost"


def test_a_net_cost_is_no_list_price_of_a_share_of_it(cascade: Cascade) -> None:
    share = tuple(cost * (1 - part) for cost, part in zip(LIST, DISCOUNT, strict=True))
    columns = [
        SourceColumn("Net Media Cost", numbers=LIST, summed=True),
        column("Co-op %", DISCOUNT),
        SourceColumn("Store share", numbers=share, summed=True),
    ]
    assert [one.field for one in cascade.suggest(columns)][::2] == ["net_cost", None]


def test_a_fee_is_no_cost_after_a_discount(cascade: Cascade) -> None:
    """'0.9' is what is paid of the list price, and what is left of the fee's cost as well."""
    fees = tuple(0.1 * cost for cost in LIST)
    columns = [
        SourceColumn("执行价", numbers=LIST, summed=True),
        column("折扣", (0.9, 0.9, 0.9)),
        SourceColumn("平台服务费(10%)", numbers=fees, summed=True),
    ]
    assert [one.field for one in cascade.suggest(columns)][::2] == ["net_cost", "agency_fee"]


@pytest.mark.parametrize(("percent", "field"), [("Discount %", "gross_cost"), ("+/- %", "planned_budget")])
def test_how_far_delivery_is_from_the_plan_is_no_discount(cascade: Cascade, percent: str, field: str) -> None:
    columns = [
        SourceColumn("Media budget Plan", numbers=LIST, summed=True),
        SourceColumn("Media budget Fact", numbers=NET, summed=True),
        column(percent, tuple(-share for share in DISCOUNT)),
    ]
    assert cascade.suggest(columns)[0].field == field
