"""Likeness of words of which nothing is known."""

from __future__ import annotations

import pytest

from worker.matching.words.likeness import (
    SAME_SENSE,
    Rarity,
    alike,
    covered,
    initials,
    kin_of,
    singular,
    tokens_of,
)


@pytest.mark.parametrize(
    ("word", "one"),
    [("status", "status"), ("class", "class"), ("gas", "gas"), ("units", "unit"), ("studies", "study")],
)
def test_plurals_become_singular(word: str, one: str) -> None:
    assert singular(word) == one


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("alpha", "beta", 0.0, 0.0),
        ("name", "name", 1.0, 1.0),
        ("price", "cost", SAME_SENSE, SAME_SENSE),
        ("customer", "customers", 0.8, 1.0),
        ("cust", "customer", 0.3, 0.99),
    ],
)
def test_how_alike_two_words_are(one: str, other: str, least: float, most: float) -> None:
    assert least <= alike(one, other) <= most
    assert alike(one, other) == alike(other, one)


def test_kin_are_the_words_of_all_groups_of_a_word() -> None:
    assert {"zip", "postcode", "postal"} == kin_of("zip")
    assert kin_of("xyzzy") == set()
    assert {"customer", "client"} <= kin_of("client")


def test_a_header_is_cut_into_singular_words() -> None:
    assert tokens_of("customerIDs_2") == tokens_of("Customer IDs 2")


def test_first_letters_stand_for_words() -> None:
    assert initials(["dob"], ["date", "of", "birth"])
    assert not initials(["dab"], ["date", "of", "birth"])


@pytest.mark.parametrize(
    ("header", "by", "least", "most"),
    [
        # alone, the word is all that the header says
        (["name"], ["name"], 1.0, 1.0),
        (["column", "name"], ["column", "name"], 1.0, 1.0),
        (["order", "date"], ["date"], 0.5, 0.5),
        # beside another, it only says that something is named
        (["table", "name"], ["table"], 0.7, 0.9),
        (["table", "name"], ["name"], 0.1, 0.3),
    ],
)
def test_a_word_of_naming_counts_little(header: list[str], by: list[str], least: float, most: float) -> None:
    likes = [{word: 1.0} for word in header]
    assert least <= covered(header, likes, by, Rarity([["table"], ["name"], ["date"], ["order"]])) <= most
