"""Costs per something, which are prices, and amounts of money."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import shipped_names
from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

MONEY = shipped_names("money")
HEAD = (
    SourceColumn("Vendor", ("Alder", "Birch")),
    SourceColumn("Video starts", ("3000000", "900000"), numbers=(3e6, 9e5)),
)


def field(cascade: Cascade, header: str, **facts: bool) -> str | None:
    column = SourceColumn(header, ("$ 0.0167", "$ 0.02"), numbers=(0.0167, 0.02), **facts)
    return cascade.suggest([*HEAD, column])[-1].field


@pytest.mark.parametrize("header", ["Cost", "Net cost EUR", "Kosten netto"])
def test_an_amount_stays(cascade: Cascade, header: str) -> None:
    assert field(cascade, header) in MONEY


@pytest.mark.parametrize(
    "header",
    ["Cost per View Start", "Kosten pro Videostart", "Стоимость за старт видео", "Coût par démarrage"],
)
def test_a_cost_per_something_is_no_amount(cascade: Cascade, header: str) -> None:
    assert field(cascade, header) not in MONEY


@pytest.mark.parametrize("header", ["Budget (€/month)", "Net cost EUR/USD", "Cost / Kosten"])
def test_one_unit_makes_no_price_of_a_cost(cascade: Cascade, header: str) -> None:
    assert field(cascade, header) in MONEY


@pytest.mark.parametrize(
    "header", ["刊例价(元/周/位)", "刊例价（元/月）", "Cost (USD/month/panel)", "Gross cost (€/face/semaine)"]
)
def test_money_of_a_time_and_a_piece_is_a_price(cascade: Cascade, header: str) -> None:
    assert field(cascade, header) == "unit_rate"
