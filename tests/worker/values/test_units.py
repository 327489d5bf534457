"""What stands beside a number."""

from __future__ import annotations

import pytest

from worker.knowledge.values import load_lists
from worker.values import units
from worker.values.units import Unit, header_multipliers, is_currency, is_currency_word, unit_of


@pytest.mark.parametrize(
    "text",
    [
        "mars",
        "mins",
        "brand",
        "BTL",
        "",
        "km",
        "all",
        "s",
        "CPM",
        "ft",
        "le",
        "5",
        "Reach and frequency of it all",
    ],
)
def test_no_unit(text: str) -> None:
    assert unit_of(text) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("€", Unit(currency="€")),
        ("US Dollar", Unit(currency="US Dollar")),
        ("eur", Unit(currency="eur")),
        ("тыс.", Unit(1e3)),
        ("R$ mil", Unit(1e3, "R$")),
        ("тыс. руб.", Unit(1e3, "руб.")),
        ("kEUR", Unit(1e3, "EUR")),
        ("TEUR", Unit(1e3, "EUR")),
        ("tkr", Unit(1e3, "kr")),
        ("USDm", Unit(1e6, "USD")),
        ("T€", Unit(1e3, "€")),
        ("€k", Unit(1e3, "€")),
        ("показов", Unit(field="planned_impressions")),
        ("тыс. показов", Unit(1e3, field="planned_impressions")),
        ("шт.", Unit(field="planned_units")),
        ("miles de euros", Unit(1e3, "euros")),
        ("duizend euro", Unit(1e3, "euro")),
        ("พันบาท", Unit(1e3, "บาท")),
        ("人民币万元", Unit(1e4, "元")),
        ("kTL", Unit(1e3, "TL")),
    ],
)
def test_a_unit(text: str, unit: Unit) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize("word", ["all", "top", "net", "real", "sol"])
def test_words_of_headers_that_are_no_currency(word: str) -> None:
    assert not is_currency_word(word)


@pytest.mark.parametrize("word", ["eur", "usd", "₱", "€", "zł", "руб", "pen"])
def test_words_of_headers_that_are_a_currency(word: str) -> None:
    assert is_currency_word(word)


@pytest.mark.parametrize("name", ["currency", "shared_sign"])
def test_each_alias_of_the_lists_is_a_currency(name: str) -> None:
    for code, aliases in load_lists(name).items():
        assert is_currency(code)
        if name == "currency":
            assert [alias for alias in aliases if not is_currency(alias)] == []


def test_what_multiplies_behind_a_number_does_so_in_a_header() -> None:
    assert header_multipliers()["млн"] == 1e6
    assert header_multipliers()["miles"] == 1e3
    assert unit_of("miles") is None


@pytest.mark.parametrize("word", ["Zobovuge", "Placement"])
def test_a_word_without_a_currency_is_not_cut_in_two(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every header is asked for its unit, and most have none."""
    cuts: list[int] = []
    monkeypatch.setattr(units, "stand_apart", lambda text, at: cuts.append(at))
    assert unit_of(word) is None
    assert cuts == []
