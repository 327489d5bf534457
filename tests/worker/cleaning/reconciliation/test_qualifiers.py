"""What the words beside a sum say of it."""

from __future__ import annotations

import pytest

from worker.cleaning.reconciliation.qualifiers import qualifiers_of


@pytest.mark.parametrize(
    ("label", "total", "with_vat", "without_vat"),
    [
        ("Media", False, False, False),
        ("Total", True, False, False),
        ("Total incl. VAT", True, True, False),
        ("Total excl. VAT", True, False, True),
        ("Gesamt netto", True, False, True),
    ],
)
def test_totals_and_taxes(label: str, total: bool, with_vat: bool, without_vat: bool) -> None:
    words = qualifiers_of(label)
    assert (words.total, words.with_vat, words.without_vat) == (total, with_vat, without_vat)


@pytest.mark.parametrize(("label", "rates"), [("VAT", ()), ("VAT 19%", (0.19,)), ("MwSt. 7,7 %", (0.077,))])
def test_a_percent_is_a_share(label: str, rates: tuple[float, ...]) -> None:
    assert qualifiers_of(label).rates == pytest.approx(rates)


@pytest.mark.parametrize(("label", "currency"), [("Total", None), ("Total EUR", "EUR")])
def test_a_currency_is_read(label: str, currency: str | None) -> None:
    assert qualifiers_of(label).currency == currency


def test_a_tax_alone_is_another_sum() -> None:
    assert qualifiers_of("VAT 19%").other
    assert not qualifiers_of("Total incl. VAT 19%").other
