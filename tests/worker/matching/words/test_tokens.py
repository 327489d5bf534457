"""Words that are alike, and words that only look so."""

import pytest
from rapidfuzz.distance import JaroWinkler

from worker.matching.words import tokens
from worker.matching.words.tokens import Tokens, abbreviation

KNOWN = dict.fromkeys(
    [
        "impressions",
        "impression",
        "clicks",
        "campaign",
        "cpc",
        "cpa",
        "media",
        "kosten",
        "ad",
        "group",
        "name",
        "id",
    ]
)


@pytest.mark.parametrize(
    ("piece", "not_like"), [("cpm", "cpc"), ("cpv", "cpa"), ("x", "id"), ("clips", "cpc")]
)
def test_short_words_are_never_taken_for_each_other(piece: str, not_like: str):
    assert not_like not in dict(Tokens(KNOWN).like(piece))


def test_a_known_word_is_like_itself_first_of_all():
    assert Tokens(KNOWN).like("impressions")[0] == ("impressions", 1.0)


@pytest.mark.parametrize(
    ("piece", "known"), [("impresions", "impressions"), ("impr", "impressions"), ("cmpgn", "campaign")]
)
def test_a_slip_or_a_shorter_form_is_like_the_word(piece: str, known: str):
    assert known in dict(Tokens(KNOWN).like(piece))


def test_a_word_with_vowels_is_only_looked_for_where_words_begin_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes 'impression' with those of its letters: of thousands of words none need be gone through."""
    scored: list[str] = []

    def counted(short: str, long: str) -> float:
        scored.append(long)
        return abbreviation(short, long)

    monkeypatch.setattr(tokens, "abbreviation", counted)
    known = Tokens(dict.fromkeys(["impressionable", "impressionists", "imagepressionist"]))
    assert dict(known.like("impressi")) == {"impressionable": 0.85, "impressionists": 0.85}
    assert scored == ["impressionable", "impressionists"]


@pytest.mark.parametrize(
    ("piece", "parts"),
    [
        ("mediakosten", ("media", "kosten")),
        ("adgroupname", ("ad", "group", "name")),
        ("campaignid", ("campaign", "id")),
        ("kostenplatz", ()),
        ("adid", ()),
    ],
)
def test_words_written_together_are_taken_apart_only_where_all_is_known(piece: str, parts: tuple[str, ...]):
    assert Tokens(KNOWN).parts(piece) == parts


@pytest.mark.parametrize(
    ("short", "long", "score"),
    [
        ("impr", "impressions", 0.85),
        ("acct", "account", 0.7),
        ("nbr", "number", 0.5),
        ("cpc", "campaign", 0.0),
        ("xy", "xylophone", 0.0),
        ("date", "department", 0.0),
    ],
)
def test_how_well_a_word_is_cut_short(short: str, long: str, score: float):
    assert abbreviation(short, long) == score


@pytest.mark.parametrize(
    "piece", ["impresion", "impersions", "nedia", "kostne", "mpdiea", "campaing", "kampagne"]
)
def test_every_known_word_that_is_alike_is_found(piece: str) -> None:
    """Most words are not compared at all, since too few letters are in both; none of those is alike."""
    likes = dict(Tokens(KNOWN).like(piece))
    scores = {
        word: JaroWinkler.similarity(piece, word) for word in KNOWN if len(word) > 3 and word[0] == piece[0]
    }
    assert {
        word: score**2 for word, score in scores.items() if score >= tokens.ALIKE
    }.items() <= likes.items()


def test_a_word_without_end_is_like_no_other() -> None:
    endless = "campaign" * 300
    assert Tokens({endless: None}).like(endless + "s") == ()
