"""Words by the letters that they share with another one."""

from __future__ import annotations

from collections import Counter

import pytest

from worker.matching.words.spellings import Spellings, letters_of

WORDS = ["bafolu", "budget", "buffet", "бюджет", "b", "bagage", "bébé"]


@pytest.mark.parametrize("words", [[], ["budget"]])
def test_words_that_share_too_little_are_none(words: list[str]) -> None:
    assert Spellings(words, letters_of(words)).sharing("zyx", 1, range(9)) == []


@pytest.mark.parametrize("piece", ["budget", "bageg", "bbbb", "бюджет", "tegdub", "bé", "bbaagg"])
@pytest.mark.parametrize("least", [1, 2, 4, 6])
def test_letters_are_shared_as_often_as_both_words_have_them(piece: str, least: int) -> None:
    counted = [w for w in WORDS if (Counter(w) & Counter(piece)).total() >= least and len(w) in (5, 6)]
    spellings = Spellings(WORDS, letters_of(WORDS))
    assert [spellings.sharing(piece, least, range(5, 7)) for _ in range(2)] == [counted] * 2
