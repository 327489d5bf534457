"""The country of a plan."""

from __future__ import annotations

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.reading.plan_country import clues_of, currency_of_clues, home_of, language_of_table
from worker.values.countries import Clue

DOLLARS, KRONOR, RIYALS = (
    ("USD", "AUD", "CAD", "NZD", "MXN", "CLP"),
    ("?", "SEK", "NOK", "DKK"),
    ("SAR", "QAR"),
)
ENGLISH = [("Vendor", "publisher"), ("Net cost", "net_cost")]
POLISH = [("Nośnik", "publisher"), ("Koszt netto", "net_cost")]
DANISH = [
    ("Mediehus", "publisher"),
    ("Medieudgift netto", "net_cost"),
    ("Annonceformat", None),
    ("Målgruppe", None),
]


def clue(*countries: str) -> Clue:
    return Clue("/".join(countries), frozenset(countries))


@pytest.mark.parametrize(
    ("codes", "clues", "language", "country", "rival"),
    [
        pytest.param(DOLLARS, [], None, None, None, id="the first currency"),
        pytest.param(DOLLARS, [], "en", "US", None, id="English alone"),
        pytest.param(DOLLARS, [], "es", None, "CL", id="Spanish alone is a doubt"),
        pytest.param(DOLLARS, [clue("DE")], "de", None, None, id="a country that pays otherwise"),
        pytest.param(DOLLARS, [clue("US", "CA")], "en", "US", None, id="two countries, one the likeliest"),
        pytest.param(DOLLARS, [clue("AU", "NZ", "CA")], "en", None, "AU", id="countries, none the likeliest"),
        pytest.param(DOLLARS, [clue("AU")], "en", "AU", None, id="one clue"),
        pytest.param(DOLLARS, [clue("MX", "ES")], "es", "MX", None, id="one clue, of two countries"),
        pytest.param(DOLLARS, [clue("AU", "NZ"), clue("AU")], "en", "AU", None, id="two clues that agree"),
        pytest.param(KRONOR, [], "en", None, None, id="nothing is said"),
        pytest.param(KRONOR, [], "sv", "SE", None, id="a language of its own"),
        pytest.param(KRONOR, [clue("NO")], "en", "NO", None, id="a clue in English"),
        pytest.param(RIYALS, [], "ar", None, None, id="the first is one of the language"),
    ],
)  # fmt: skip
def test_whose_sign_it_is(
    codes: tuple[str, ...], clues: list[Clue], language: str | None, country: str | None, rival: str | None
) -> None:
    home = home_of(codes, clues, language)
    assert (home.country, home.rival, home.disputed) == (country, rival, None)


def test_two_clues_that_disagree_are_told() -> None:
    home = home_of(DOLLARS, [clue("AU", "NZ"), clue("AU"), clue("MX")], "en")
    assert (home.country, home.rival) == ("AU", "MX")
    assert home.disputed == (clue("AU", "NZ"), clue("MX"))


@pytest.mark.parametrize(
    ("columns", "title", "code"),
    [
        (ENGLISH, "Plan 2026", None),
        (ENGLISH, "Sydney", None),  # where media run
        (ENGLISH, "Cometa S.A. de C.V.", "MXN"),
        (ENGLISH, "Wattle Pty Ltd", None),  # of Australia or South Africa
        (ENGLISH, "Wattle Pty Ltd | +61 2 5550 0123", "AUD"),
        (ENGLISH, "Hanse GmbH | www.hanse.dk", None),
        (POLISH, "Plan 2026 | VAT 23%", "PLN"),
        (DANISH, "Alle priser inkl. moms", None),  # says of the tax alone
        (DANISH, "25 % moms", "DKK"),
        (POLISH, "Cometa S.A. de C.V.", None),  # not what is paid where Polish is spoken
    ],
)
def test_money_without_a_sign(columns: list[tuple[str, str]], title: str, code: str | None) -> None:
    plan = mapped(columns, [["A", 10], [title, None]], skipped=[(3, "note")])
    assert (currency_of_clues(plan) or (None,))[0] == code


def test_places_are_a_clue_where_they_stand_alone() -> None:
    rows = [["A", 10], ["Sydney", None], ["Sydney Morning Herald", None]]
    plan = mapped(ENGLISH, rows, skipped=[(3, "note"), (4, "note")])
    assert [sorted(one.countries) for one in clues_of(plan)] == [["AU"]]


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        (("Vendor", "Net cost"), "en"),
        (("媒体", "开始日期", "净价"), "zh"),
        (("媒體", "開始日期", "淨價"), "zh_Hant"),
    ],
)
def test_the_language_of_a_table(headers: tuple[str, ...], language: str) -> None:
    assert (
        language_of_table(mapped([(header, None) for header in headers], [[None] * len(headers)])) == language
    )
