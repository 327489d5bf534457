"""Words by the letters that they share with another one."""

from __future__ import annotations

from collections import Counter

import pytest

from worker.matching.words.spellings import Least, Spellings, letters_of

WORDS = ["bafolu", "budget", "buffet", "бюджет", "b", "bagage", "bébé"]
NONE = bytes(256)


def of_lengths(*lengths: int, marks: int = 255) -> bytes:
    return bytes([marks * (length in lengths) for length in range(256)])


@pytest.mark.parametrize("words", [[], ["budget"]])
def test_words_that_share_too_little_are_none(words: list[str]) -> None:
    least = Least(1, of_lengths(*range(9)), NONE, NONE)
    assert Spellings(words, letters_of(words)).sharing("zyx", least) == []


@pytest.mark.parametrize("piece", ["budget", "bageg", "bbbb", "бюджет", "tegdub", "bé", "bbaagg"])
@pytest.mark.parametrize("least", [1, 2, 4, 6])
def test_letters_are_shared_as_often_as_both_words_have_them(piece: str, least: int) -> None:
    counted = [w for w in WORDS if (Counter(w) & Counter(piece)).total() >= least and len(w) in (5, 6)]
    spellings, of_two = Spellings(WORDS, letters_of(WORDS)), Least(least, of_lengths(5, 6), NONE, NONE)
    assert [spellings.sharing(piece, of_two) for _ in range(2)] == [counted] * 2


@pytest.mark.parametrize(
    ("slack", "more", "words"),
    [
        (NONE, NONE, ["budget"]),
        (of_lengths(4, marks=2), NONE, ["budget"]),
        (of_lengths(6, marks=2), NONE, ["budget", "buffet"]),
        (NONE, of_lengths(6, marks=2), ["budget", "buffet"]),
        (NONE, of_lengths(6, marks=4), ["budget", "buffet"]),
        (of_lengths(6, marks=3), NONE, ["budget", "buffet", "bagage"]),
    ],
)
def test_what_is_enough_goes_by_length_and_second_letter(slack: bytes, more: bytes, words: list[str]) -> None:
    spellings = Spellings(WORDS, letters_of(WORDS))
    assert spellings.sharing("budget", Least(6, of_lengths(6), slack, more)) == words


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("x", []),
        ("бb", []),
        ("b", ["bafolu", "budget", "buffet", "b", "bagage", "bébé"]),
        ("bu", ["bafolu", "budget", "buffet"]),
        ("бж", ["бюджет"]),
    ],
)
def test_words_that_have_all_letters_stand_in_their_order(letters: str, words: list[str]) -> None:
    assert Spellings(WORDS, letters_of(WORDS)).with_letters(letters) == words
