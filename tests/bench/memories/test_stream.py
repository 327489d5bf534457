"""The stream says of each question what is right, and a perfect reader of all decisions agrees."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.memories import reader
from bench.memories.sentence import events, sentence
from bench.memories.stream import Event, Question, stream

KINDS = {
    *(
        "said once",
        "corrected",
        "corrected and back",
        "refused",
        "the agency's word",
        "client against agency",
    ),
    *("another client's", "other spelling", "near miss", "never seen", "a year later", "drift"),
    *("undone correction", "undone at once", "two disagree"),
}


def test_the_same_is_made_twice() -> None:
    assert list(stream(3)) == list(stream(3))
    assert list(stream(3)) != list(stream(3, seed=2))


def test_every_kind_is_asked_of_every_client() -> None:
    kinds = Counter(item.kind for item in stream(5) if isinstance(item, Question))
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 5


def test_no_two_decisions_have_the_same_minute() -> None:
    times = [item.at for item in stream(5) if isinstance(item, Event)]
    assert len(set(times)) == len(times) == len(sorted(times))
    assert times == sorted(times)


def test_a_reader_of_every_decision_so_far_answers_every_question() -> None:
    texts: list[str] = []
    for item in stream(12):
        if isinstance(item, Event):
            texts.append(sentence(item))
        elif isinstance(item, Question):
            assert reader.answer(item, texts) == item.field, item


def test_a_reader_of_nothing_is_silent() -> None:
    question = next(item for item in stream(1) if isinstance(item, Question))
    assert reader.answer(question, []) is None


def test_too_few_months_are_an_error() -> None:
    with pytest.raises(ValueError, match="16 months"):
        list(stream(1, months=12))


def test_a_sentence_is_read_back_as_the_decision_that_it_was() -> None:
    decisions = [item for item in stream(3) if isinstance(item, Event)]
    assert [next(events(sentence(one))) for one in decisions] == decisions
    assert {one.verb for one in decisions} == {"confirm", "correct", "reject", "undo"}
