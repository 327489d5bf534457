"""What a plan says of its currency before any of its cells."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.reading.plan_currency import PlanCurrency, plan_currency
from worker.cleaning.reading.source import source_of
from worker.knowledge.templates import load_template

TEMPLATE = load_template()
ENGLISH = [("Vendor", "publisher"), ("Net cost", "net_cost")]
SPANISH = [("Emisora", "publisher"), ("Costo neto", "net_cost")]
SWEDISH = [("Sändningsdatum", "date"), ("Netto kr", "net_cost")]


@pytest.mark.parametrize(
    ("columns", "words", "currency"),
    [
        ([("X", "publisher")], {}, PlanCurrency(None, None, None)),
        (ENGLISH, {"title": "Plan 2026"}, PlanCurrency(None, "US", None)),
        (ENGLISH, {"title": "All costs in CAD"}, PlanCurrency("CAD", "CA", None)),
        (ENGLISH, {"title": "Rate: SGD 1 = MYR 3.28"}, PlanCurrency(None, "US", None)),
        (ENGLISH, {"title": "Net = costs in CAD"}, PlanCurrency("CAD", "CA", None)),
        (ENGLISH, {"brief": [("Market", "Australia", "market")]}, PlanCurrency(None, "AU", None)),
        # A stated currency of no one country leaves the market as it is.
        (
            ENGLISH,
            {"title": "Plan (EUR)", "brief": [("Market", "Australia", "market")]},
            PlanCurrency("EUR", "AU", None),
        ),
        # So does a budget that the brief writes with one, unless two do.
        (ENGLISH, {"brief": [("Net budget", "300,000.00 CAD", None)]}, PlanCurrency("CAD", "CA", None)),
        (ENGLISH, {"brief": [("Net budget", "300000", None)]}, PlanCurrency(None, "US", None)),
        (ENGLISH, {"brief": [("CPM target", "5 CAD", None)]}, PlanCurrency(None, "US", None)),
        (
            ENGLISH,
            {"brief": [("Net budget", "300 CAD", None), ("Total budget", "200 EUR", None)]},
            PlanCurrency(None, "US", None),
        ),
        (SWEDISH, {}, PlanCurrency(None, "SE", None)),
        (SPANISH, {"brief": [("Moneda", "MXN", "currency")]}, PlanCurrency("MXN", "MX", None)),
    ],
)
def test_what_the_plan_says(
    columns: list[tuple[str, str]], words: dict[str, Any], currency: PlanCurrency
) -> None:
    source = source_of(mapped(columns, [[None] * len(columns)], **words), TEMPLATE)
    assert plan_currency(source) == currency


def test_the_label_of_the_sum_states_a_currency_unless_two_do() -> None:
    lines: list[list[Any]] = [["A", 10], ["Total EUR", 10], ["Total USD", 11]]
    one = mapped(ENGLISH, lines[:2], skipped=[(3, "total")])
    two = mapped(ENGLISH, lines, skipped=[(3, "total"), (4, "total")])
    assert plan_currency(source_of(one, TEMPLATE)).stated == "EUR"
    assert plan_currency(source_of(two, TEMPLATE)).stated is None
    whole = mapped(ENGLISH, [["A", 10], ["(All)", 10]], skipped=[(3, "total")])
    assert plan_currency(source_of(whole, TEMPLATE)).stated is None


def test_where_the_language_does_not_tell_one_dollar_from_another_there_is_a_rival() -> None:
    currency = plan_currency(source_of(mapped(SPANISH, [["XEW", 10]]), TEMPLATE), ["$"])
    assert (currency.stated, currency.market) == (None, "ES")
    assert currency.rival is not None


@pytest.mark.parametrize(
    ("sign", "words", "proven", "market", "is_open"),
    [
        pytest.param("$", {}, [], "ES", True, id="nothing says it"),
        pytest.param("$", {"note": "Cometa S.A. de C.V."}, [], "MX", False, id="a company"),
        pytest.param("$", {}, ["MXN"], "MX", False, id="a header over the same sign"),
        pytest.param("$", {"note": "Cometa S.A. de C.V.", "brief": [("Mercado", "Chile", "market")]}, [], "CL", True, id="two disagree"),
        pytest.param("Pesos", {"brief": [("Moneda", "Pesos", "currency"), ("Mercado", "Chile", "market")]}, [], "CL", False, id="its word in the brief"),
    ],
)  # fmt: skip
def test_a_shared_sign_is_that_of_the_plans_country(
    sign: str, words: dict[str, Any], proven: list[str], market: str, is_open: bool
) -> None:
    rows = [["XEW", 10], [words.pop("note", None), None]]
    plan = mapped(SPANISH, rows, skipped=[(3, "note")], **words)
    currency = plan_currency(source_of(plan, TEMPLATE), [sign], proven)
    assert (currency.market, currency.rival is not None) == (market, is_open)
