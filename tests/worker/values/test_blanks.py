"""Ways to say nothing."""

from __future__ import annotations

import pytest

from worker.knowledge.particles import particles
from worker.values.amounts import parse_amount
from worker.values.blanks import blanks_among, is_blank, is_free_of_charge


@pytest.mark.parametrize("text", ["mm/dd/yyyy", "TT.MM.JJJJ", "jj/mm/aaaa", "дд.мм.гггг", "yyyy-mm-dd"])
def test_how_a_date_is_to_be_written(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["TBD", "aa", "mm/dd", "0", "none of these", "x", "Meta", "-5"])
def test_what_says_something(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "--", "n/a", "N.A.", "n.a", "NA", "#N/A", "none", "н/д", "k.A.", "无"]
)
def test_ways_to_say_nothing(text: str) -> None:
    assert is_blank(text)
    assert parse_amount(text) is None


def test_blanks_among_many_texts() -> None:
    texts = ["-", "n/a", "0", "Placement 17", "n/a 5", "", "mm/dd/yyyy"]
    assert blanks_among(texts) == {text for text in texts if is_blank(text)} == {"-", "n/a", "", "mm/dd/yyyy"}


def test_no_word_for_nothing_has_a_digit() -> None:
    """So that texts which differ in their digits alone can be asked of at once."""
    assert [word for word in particles("nothing") if any(map(str.isdigit, word))] == []


@pytest.mark.parametrize("text", ["", "-", "free delivery to Leeds", "Freiburg", "5 bonus", "inclusion"])
def test_what_is_no_word_for_free(text: str) -> None:
    assert not is_free_of_charge(text)


@pytest.mark.parametrize("text", ["Free", "FOC", "incl", "gratis *", "Offert", "dahil", "無料", "مجاني"])
def test_words_for_free(text: str) -> None:
    assert is_free_of_charge(text)
