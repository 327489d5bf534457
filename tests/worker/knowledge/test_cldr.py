"""Countries by code and by name, and their money."""

from __future__ import annotations

import pytest

from worker.knowledge import cldr
from worker.text import compared


@pytest.mark.parametrize("text", ["", "x", "eu", "un", "emea", "facebook", "12"])
def test_what_is_no_country(text: str) -> None:
    assert cldr.country(compared(text)) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("de", "DE"),
        ("DEU", "DE"),
        ("Germany", "DE"),
        ("Allemagne", "DE"),
        ("德国", "DE"),
        ("Côte d’Ivoire", "CI"),
    ],
)
def test_a_country_by_code_or_name(text: str, code: str) -> None:
    assert cldr.country(compared(text)) == code


@pytest.mark.parametrize(("market", "currencies"), [("EMEA", ()), ("AU", ("AUD",)), ("DE", ("EUR",))])
def test_what_a_country_pays_with(market: str, currencies: tuple[str, ...]) -> None:
    assert cldr.currencies_of(market) == currencies


@pytest.mark.parametrize(("language", "code"), [("sv", "SE"), ("es", "ES"), ("zh", "CN"), ("tlh", None)])
def test_the_country_of_a_language(language: str, code: str | None) -> None:
    assert cldr.country_of_language(language) == code


def test_the_countries_that_speak_a_language() -> None:
    assert {"MX", "ES", "CL"} <= cldr.countries_speaking("es")
    assert not {"US", "JP"} & cldr.countries_speaking("es")
