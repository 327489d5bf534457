"""Words of which one stands in each text that says a thing."""

from __future__ import annotations

import pytest

from worker.knowledge.quantities import each_day_words, is_of_each_day, is_size, size_words
from worker.knowledge.telling_words import spoken, telling_words
from worker.matching.words.questions import asks_yes_or_no, question_words
from worker.values.dates.calendar_words import weekday_of, weekday_words


@pytest.mark.parametrize(
    "text", ["Net (cost)", "netCost", "Q1", "Cost:", "Coût", "a  b", "?", "Cost/day", "sq.cm"]
)
def test_texts_that_are_more_than_words(text: str) -> None:
    assert spoken(["Net cost", text]) is None


@pytest.mark.parametrize(
    ("text", "parts"), [("", ""), ("Net COST", "net cost"), ("cost % 2026", "% 2026 cost")]
)
def test_texts_of_words(text: str, parts: str) -> None:
    assert spoken([text]) == frozenset(parts.split())


def test_a_phrase_is_told_by_its_last_word_or_by_all_in_one() -> None:
    assert telling_words(["yes or no", "y/n", "是否", "", "-"]) == {"no", "yesorno", "n", "yn", "是否"}


@pytest.mark.parametrize(
    ("header", "says", "telling"),
    [
        ("Height cm", is_size, size_words),
        ("Surface sq m", is_size, size_words),
        ("Surface sqm", is_size, size_words),
        ("Spots per day", is_of_each_day, each_day_words),
        ("Budget daily", is_of_each_day, each_day_words),
        ("Guaranteed yes or no", asks_yes_or_no, question_words),
        ("Montag", lambda header: weekday_of(header.lower()) == 1, weekday_words),
    ],
)
def test_what_a_header_of_words_says_one_of_them_tells(header, says, telling) -> None:
    parts = spoken([header])
    assert says(header)
    assert parts is not None
    assert parts & telling()
    assert not parts & {"cost", "net"}
