"""Currencies in texts."""

from __future__ import annotations

import pytest

from worker.values.money import (
    currency_in,
    currency_of,
    currency_of_format,
    own_currency_in,
    shared_sign_in,
    shared_sign_of_format,
    shows_currency,
    sign_in,
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "s",
        "Net cost",
        "Spot (s)",
        "Top 10",
        "Impressions",
        "Cost ALL",
        "GRP MAD",
        "TRY now",
        "TRY NOW, NET",
        "Spring, TRY NOW",
        "Top TOP net",
        "All",
        "Cost (All)",
        "Deals won",
        "Spend FR",
        "Zář",
        "Spot 30 sek",
        "spend_try",
        "net_all",
        "budget_local",
    ],
)
def test_no_currency(text: str) -> None:
    assert currency_in(text) is None


@pytest.mark.parametrize(
    ("text", "market", "code"),
    [
        ("Net cost (EUR)", None, "EUR"),
        ("Бюджет, руб.", None, "RUB"),
        ("Cost €", None, "EUR"),
        ("Cost, R$", None, "BRL"),
        ("Custo (R$ mil)", None, "BRL"),
        ("Cost ₱", None, "PHP"),
        ("Koszt zł", None, "PLN"),
        ("Cost ($)", "AU", "AUD"),
        ("Cost kr", "SE", "SEK"),
        ("Net tutar TRY", None, "TRY"),
        ("Bütçe, TRY Plan", None, "TRY"),
        ("Montants en MAD HT", None, "MAD"),
        ("Prețuri în RON fără TVA", None, "RON"),
        ("Cost net RON", None, "RON"),
        ("NET TUTAR TRY", None, "TRY"),
        ("Nettokostnad SEK per månad", None, "SEK"),
        ("（元）", None, "CNY"),
        ("预算RMB", None, "CNY"),
        ("費用（新台幣）", None, "TWD"),
        ("Budget TEUR", None, "EUR"),
        ("Kostnad MSEK", None, "SEK"),
        ("Költség Ft", None, "HUF"),
        ("Cost net lei", None, "RON"),
        ("ad_spend_uae_aed", None, "AED"),
        ("cost_usd", None, "USD"),
        ("Budget eur", None, "EUR"),
        ("Cost in US dollars", None, "USD"),
        ("Стоимость в рублях", None, "RUB"),
        ("Κόστος σε ευρώ", None, "EUR"),
        ('תקציב ש"ח', None, "ILS"),
        ("Nettokostnad kronor", "SE", "SEK"),
        ("Nettopris / kroner", "NO", "NOK"),
        ("Lei / Cost net", None, "RON"),
        ("Presupuesto EUR / Real", None, "EUR"),  # what was spent
        ("Cost dollars", "AU", "AUD"),
    ],
)
def test_a_currency_in_a_header(text: str, market: str | None, code: str) -> None:
    assert currency_in(text, market) == code


@pytest.mark.parametrize(("text", "code"), [("S/T Presse", None), ("Costo S/", "PEN"), ("S/ 1,200", "PEN")])
def test_a_sign_ends_where_a_word_goes_on(text: str, code: str | None) -> None:
    assert currency_in(text) == code


@pytest.mark.parametrize(
    ("text", "code"), [("EUR", "EUR"), ("us dollar", "USD"), ("S/", "PEN"), ("kr", None), ("(₩)", "KRW")]
)
def test_a_currency_as_a_whole(text: str, code: str | None) -> None:
    assert currency_of(text) == code


@pytest.mark.parametrize(
    ("number_format", "code"),
    [
        ("0.00", None),
        ("0%", None),
        ("#,##0 [$€-407]", "EUR"),
        ("[$$-C09]#,##0", "AUD"),
        ('"USD" 0.00', "USD"),
        ("[$₱-3409]0", "PHP"),
        ("0\\ ₽", "RUB"),
        ("[$kr-41D] #,##0", "SEK"),
        ("[$kr.-406]#,##0", "DKK"),
        ("[$¥-804]#,##0", "CNY"),
        ('#,##0 "тыс. руб."', "RUB"),
    ],
)
def test_a_currency_in_a_number_format(number_format: str, code: str | None) -> None:
    assert currency_of_format(number_format) == code


def test_a_number_format_may_show_a_currency_that_its_country_decides() -> None:
    assert shows_currency('#,##0 "kr"') and currency_of_format('#,##0 "kr"') is None
    assert currency_of_format('#,##0 "kr"', "NO") == "NOK"
    assert not shows_currency('0.0"x"') and not shows_currency("dd.mm.yyyy")


@pytest.mark.parametrize(
    ("text", "sign"),
    [("pcs", None), (" тыс. руб.", "руб"), ("€/Stk", "€"), (" Kč", "Kč"), ("EUR net", "EUR")],
)
def test_a_sign_as_written(text: str, sign: str | None) -> None:
    assert sign_in(text) == sign


@pytest.mark.parametrize(
    ("text", "sign", "own"),
    [
        ("Net cost", None, None),
        ("Cost €", None, "EUR"),
        ("US dollars", None, "USD"),
        ("Pesos argentinos", None, "ARS"),
        ("Cost ($)", "$", None),
        ("Cost $ (CAD)", "$", "CAD"),
        ("Cost, Rs.", "Rs", None),
        ("Бюджет, тыс. руб.", "руб", None),
        ("元（新台幣）", "元", "TWD"),
    ],
)
def test_a_sign_of_several_currencies_names_none(text: str, sign: str | None, own: str | None) -> None:
    assert (shared_sign_in(text), own_currency_in(text)) == (sign, own)


@pytest.mark.parametrize(
    ("number_format", "sign"),
    [("0.00", None), ('#,##0 "€"', None), ("[$$-C09]#,##0", None), ('"$"#,##0', "$"), ('#,##0 "kr."', "kr")],
)
def test_a_shared_sign_in_a_number_format(number_format: str, sign: str | None) -> None:
    assert shared_sign_of_format(number_format) == sign


@pytest.mark.parametrize(
    ("text", "market", "code"),
    [
        ("Cost (¥)", None, None),
        ("Cost (¥)", "CN", "CNY"),
        ("Cost Rs", None, "INR"),
        ("Cost Rs", "PK", "PKR"),
        ("費用（元）", "TW", "TWD"),
        ("Cost £", "EG", "EGP"),
        ("Бюджет руб. без НДС", "BY", "BYN"),
        ("التكلفة (ريال)", "QA", "QAR"),
    ],
)
def test_a_country_decides_a_shared_sign(text: str, market: str | None, code: str | None) -> None:
    assert currency_in(text, market) == code
