"""Labels of a brief, and currencies in texts."""

from __future__ import annotations

import pytest

from worker.plans.brief.words import OPEN, PERIOD, currencies_in, label_kind


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
