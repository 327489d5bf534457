"""Labels of a brief, and currencies in texts."""

from __future__ import annotations

import pytest

from worker.plans.brief.words import (
    OPEN,
    PERIOD,
    currencies_in,
    label_kind,
    parts_of,
    stated_currencies,
)


@pytest.mark.parametrize("text", ["", "Alder", "Net cost of the first wave", "x" * 70, "2026", "a / b"])
def test_no_label(text: str) -> None:
    assert label_kind(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Client:", "advertiser"),
        ("1. Client", "advertiser"),
        ("Client (legal name):", "advertiser"),
        ("Client / Advertiser", "advertiser"),
        ("Рекламодатель", "advertiser"),
        ("Campaign period", PERIOD),
        ("Currency", "currency"),
        ("Target audience", "audience"),
        ("Media agency", OPEN),
    ],
)
def test_a_label_names_a_field(text: str, kind: str) -> None:
    assert label_kind(text) == kind


@pytest.mark.parametrize("text", ["", "Budget", "R$5", "neuro", "all in"])
def test_no_currency_or_a_part_of_another(text: str) -> None:
    assert "USD" not in currencies_in(text) and "EUR" not in currencies_in(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Budget, тыс. руб.", {"RUB"}),
        ("Net cost (EUR)", {"EUR"}),
        ("$ and €", {"USD", "EUR"}),
        ("人民币", {"CNY"}),
    ],
)
def test_currencies_that_a_text_names(text: str, codes: set[str]) -> None:
    assert currencies_in(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "", "R", "TBD", "Brand", "Real", "Budget 500.000 EUR", "Reserve $ 5,000", "CHF 50’000.00 (nicht verplant)", "Rate: 1 USD = 83 INR", "Kunde: Peso Pluma",
        "Kronen Zeitung, 4c", "Media plan ALL IN ONE", "Piso 3, Edificio Bolívar", "Mr. Real – Sol de Mayo", "Price rises by 6,5 %",
    ],
)  # fmt: skip
def test_a_text_that_states_no_currency(text: str) -> None:
    assert stated_currencies(text) == set()


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ('Target: RA 25-64 – Formato 15" – importi in euro, IVA esclusa', "EUR"),
        ("Pesos argentinos. No incluye IVA. Abril ajustado 6,5% s/ acuerdo.", "ARS"),
        ("الأسعار بالجنيه المصري بدون ضريبة", "EGP"), ("السعر بالدرهم الإماراتي", "AED"), ("מחירים בשקלים", "ILS"),
        ("Alle priser i DKK ekskl. moms", "DKK"), ("Az árak forintban értendők", "HUF"), ("Hinnat euroina (alv 0 %)", "EUR"),
        ("Цены в гривнах", "UAH"), ("Tariffe in dollari", "USD"), ("x € 1.000, excl. btw", "EUR"), ("(단위: 원, VAT 별도)", "KRW"),
        ("Ref: NMS/RAD/26-27/041-R1   All values in INR", "INR"), ("Priser i kroner, eks. mva", "kroner"), ("Beløb i kr.", "kr"),
        ("Media plan 2026, ¥", "¥"),
        ("All prices in $", "$"),
        ("All prices in US dollars", "USD"),
        ("Values in Rs.", "Rs"),
        ("金額單位：元（新台幣）；20秒 = 10秒單價 × 2", "TWD"),
        ("Cifras en M$ (miles de pesos chilenos), sin IVA", "CLP"),
    ],
)  # fmt: skip
def test_a_note_states_a_currency(text: str, currency: str) -> None:
    assert stated_currencies(text) == {currency}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Audience: men 25-45; women", ["Audience: men 25-45; women"]),
        ("Objective: awareness / reach", ["Objective: awareness / reach"]),
        ("Spots: 20, 30 sec", ["Spots: 20, 30 sec"]),
        ("Campaign: Autumn | 14 Sep - 11 Oct", ["Campaign: Autumn", "14 Sep - 11 Oct"]),
        ("Klient: Acme; termin: 1.09-31.10.2026", ["Klient: Acme", "termin: 1.09-31.10.2026"]),
        ("客戶:綠岸 / 期間:2026/03/02-2026/05/31", ["客戶:綠岸", "期間:2026/03/02-2026/05/31"]),
        ("Client: Acme, flight: 1-28 June", ["Client: Acme", "flight: 1-28 June"]),
    ],
)
def test_facts_of_one_cell(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts
