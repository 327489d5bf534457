"""Texts that name a field word for word."""

from __future__ import annotations

import pytest

from worker.values.field_names import named_field, names_fee


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Alder & Birch", None),
        ("Net cost of last year's plan", None),
        ("Start date", "start_date"),
        ("Net cost (EUR)", "net_cost"),
        ("Nettokosten EUR", "net_cost"),
        ("매체사", "publisher"),
    ],
)
def test_a_text_names_a_field(text: str, name: str | None) -> None:
    field = named_field(text)
    assert (field and field.name) == name


@pytest.mark.parametrize(
    ("text", "is_fee"),
    [("Fee & Partner TV", False), ("Net cost", False), ("Ad serving", True), ("Honoraires", True)],
)
def test_a_text_names_a_fee(text: str, is_fee: bool) -> None:
    assert names_fee(text) == is_fee
