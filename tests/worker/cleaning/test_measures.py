"""How a measure behaves when a line becomes several rows."""

from __future__ import annotations

import pytest

from worker.cleaning.measures import additive_names, amount_names, behaviour, is_money, measure_named
from worker.knowledge.templates import load_template

FIELDS = {field.name: field for field in load_template().fields}


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("publisher", "repeat"),
        ("start_date", "repeat"),
        ("cpm", "repeat"),
        ("ctr", "repeat"),
        ("reach", "once"),
        ("net_cost", "spread"),
        ("impressions", "spread"),
        ("grp", "spread"),
        ("agency_fee", "spread"),
    ],
)
def test_what_adds_up_is_spread(name: str, how: str) -> None:
    assert behaviour(FIELDS[name]) == how


def test_amounts_are_what_adds_up_and_people_reached() -> None:
    template = load_template()
    assert set(additive_names(template)) < amount_names(template)
    assert "reach" in amount_names(template) - set(additive_names(template))


@pytest.mark.parametrize(("name", "money"), [("cpm", False), ("clicks", False), ("net_cost", True)])
def test_a_price_is_no_amount_of_money(name: str, money: bool) -> None:
    assert is_money(FIELDS[name]) is money


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Alder EUR", None),
        ("EUR", None),
        ("", None),
        ("Clicks", "clicks"),
        ("Budget EUR", "planned_budget"),
        ("Mediebudget, EUR", "planned_budget"),
        ("Net cost (RUB)", "net_cost"),
    ],
)
def test_a_text_names_a_measure_whole_but_for_its_currency(text: str, measure: str | None) -> None:
    assert measure_named(text) == measure
