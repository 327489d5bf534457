"""Currencies of a country and a name, cut short or in another case."""

from __future__ import annotations

import pytest

from worker.values.kinds import value_of
from worker.values.money import currency_in, currency_of
from worker.values.two_word_currencies import currency_of_two_words, is_currency_of_two_words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Cost $",
        "Cost. $",
        "Gross$",
        "Est. $",
        "NET$",
        "Сумма, руб.",
        "Total. Pesos",
        "Total can.",
        "in Canadian money",
        "Prague 5 shops",
    ],
)
def test_words_of_no_country_name_no_currency(text: str) -> None:
    assert currency_of_two_words(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Цена за ед., бел. руб.", "BYN"),
        ("Цена (бел.руб.)", "BYN"),
        ("Цены в белорусских рублях без НДС", "BYN"),
        ("Сумма, каз. тенге", "KZT"),
        ("Preise in schw. Franken", "CHF"),
        ("Precio, pesos mex.", "MXN"),
        ("Pesos arg.", "ARS"),
        ("Cost, can. $", "CAD"),
        ("Net Cost Can$", "CAD"),
    ],
)
def test_a_country_cut_short_or_in_another_case_decides(text: str, code: str) -> None:
    assert currency_of_two_words(text) == currency_in(text) == code


def test_a_cell_may_hold_one_beside_its_number() -> None:
    amount = value_of("9 300,00 бел. руб.").amount
    assert amount is not None and amount.value == 9300.0
    assert currency_of(amount.unit.currency or "") == "BYN"
    assert is_currency_of_two_words("бел. руб.") and not is_currency_of_two_words("Цена, бел. руб.")
