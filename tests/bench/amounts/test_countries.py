"""Signs of several currencies beside what says from which country a plan is."""

from __future__ import annotations

from bench.amounts.countries import alone, clued, countries, disputed, unsigned
from bench.amounts.sheets import Sheet
from bench.amounts.words import all_words

SPANISH = Sheet(next(words for words in all_words() if words.name == "es"))


def test_every_country_speaks_a_language_of_the_walk() -> None:
    names = {words.name for words in all_words()}
    assert {country.of("words")[0] for country in countries().values()} <= names


def test_a_sign_stands_in_the_header_in_cells_and_in_their_format() -> None:
    uruguay = countries()["UY"]
    assert [door for door, _, _ in alone(uruguay, SPANISH)] == ["header", "cells", "format"]


def test_each_sign_stands_beside_each_clue_and_each_clue_alone() -> None:
    mexico = countries()["MX"]
    signs, clues = len(mexico.of("sign")), len(list(unsigned(mexico, SPANISH)))
    assert len(list(clued(mexico, SPANISH))) == 3 * signs * clues


def test_a_dispute_has_an_address_of_another_country() -> None:
    signs = [sign for _, sign, _ in disputed(countries()["MX"], SPANISH)]
    assert signs and not any(sign.endswith(".mx") for sign in signs)
