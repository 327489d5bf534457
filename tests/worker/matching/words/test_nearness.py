"""Phrases that come near to a header."""

from __future__ import annotations

import pytest

from worker.knowledge.vocabulary import parse
from worker.matching.words.nearness import NEAREST, SHORTLIST, Nearness
from worker.matching.words.phrases import PhraseIndex
from worker.matching.words.pieces import pieces

INDEX = PhraseIndex(
    parse(
        "impressions = impressions | ad impressions\nclicks = clicks | link clicks\nspend = cost | amount spent\n"
        "campaign_name = campaign name\n~share = impression share",
        "en",
    )
)
NEARNESS = Nearness(INDEX)
FILLERS = ("", "aa", "aa bb", "aa bb cc")
FILLERS = ("", "aa", "aa bb", "aa bb cc")
LETTERS = "abcdefghij"
MANY = PhraseIndex(
    parse(
        "\n".join(f"f{n} = word q{LETTERS[n // 10]}{LETTERS[n % 10]} {FILLERS[n % 4]}" for n in range(48)),
        "en",
    )
)
"""More phrases that share a word than are compared closely, short ones and long ones in turn."""


def parts(header: str) -> tuple[str, ...]:
    return pieces(header.split())


def test_nothing_is_near_to_words_that_nobody_knows() -> None:
    assert NEARNESS.nearest(parts("zzz qqq")) == {}
    assert NEARNESS.nearest(()) == {}


def test_the_nearest_phrase_of_each_class() -> None:
    near = NEARNESS.nearest(parts("total link clicks"))
    assert near["clicks"].phrase == "link clicks"
    assert near["clicks"].of_phrase == 1.0
    assert 0.5 < near["clicks"].of_header < 1.0
    assert near["clicks"].has_last and not near["clicks"].has_first


def test_the_longest_phrase_at_the_end() -> None:
    near = NEARNESS.nearest(parts("old campaign name"))
    assert near["campaign_name"].at_end == 2
    assert NEARNESS.nearest(parts("campaign name old"))["campaign_name"].at_end == 0
    assert NEARNESS.nearest(parts("impressions link clicks"))["impressions"].at_end == 0


def test_a_phrase_can_be_left_out() -> None:
    own = INDEX.exact(parts("cost"))
    assert "spend" not in NEARNESS.nearest(parts("cost"), frozenset(own))


def test_likeness_lies_between_none_and_all() -> None:
    for header in ("impressions", "ad impression share", "campaign cost clicks"):
        for near in NEARNESS.nearest(parts(header)).values():
            assert 0 < near.alike <= 1
            assert 0 < near.of_header <= 1 + 1e-9
            assert 0 < near.of_phrase <= 1 + 1e-9


def test_of_many_classes_the_nearest_are_kept_and_those_that_are_asked_for() -> None:
    near = Nearness(MANY).nearest(parts("word"), most=len(MANY.phrases))
    assert len(near) == SHORTLIST
    nearest = sorted(near, key=lambda name: near[name].alike, reverse=True)[:NEAREST]
    last = list(near)[-1]
    assert set(Nearness(MANY).nearest(parts("word"), names=[last])) == {*nearest, last}


@pytest.mark.parametrize("left_out", [0, 5, SHORTLIST])
def test_of_phrases_that_share_one_word_the_shortest_are_compared(left_out: int) -> None:
    """What is left out takes no place in the shortlist."""
    by_mass = sorted(range(len(MANY.phrases)), key=lambda at: MANY.masses[at])
    near = Nearness(MANY).nearest(parts("word zzz"), frozenset(by_mass[:left_out]), most=len(MANY.phrases))
    names = {meaning.name for at in by_mass[left_out:][:SHORTLIST] for meaning in MANY.meanings(at)}
    assert near.keys() == names


def test_a_phrase_with_two_of_the_words_comes_first_however_long() -> None:
    near = Nearness(MANY).nearest(parts("word qcd"))
    assert max(near, key=lambda name: near[name].alike) == "f23"
