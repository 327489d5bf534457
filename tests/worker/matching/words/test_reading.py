"""What a header may mean by its words alone."""

from __future__ import annotations

import pytest

from worker.knowledge.vocabulary import parse
from worker.matching.words.headers import HeaderReader
from worker.matching.words.phrases import PhraseIndex
from worker.matching.words.reading import Reader

VOCABULARY = parse(
    "net_cost = net cost | net investment | investment | coût | 投放费用\ndate = week | month\nstart_date = start\nad_size = Größe\n",
    "en",
)
READER = Reader(PhraseIndex(VOCABULARY), HeaderReader(VOCABULARY))
TWO_LANGUAGES = parse(
    "net_cost = net cost | coût\nclicks = klicks | clics | tap\nimpressions = impressions\n", "fr"
)
BILINGUAL = Reader(PhraseIndex(TWO_LANGUAGES), HeaderReader(TWO_LANGUAGES))


@pytest.mark.parametrize(
    "header",
    ["Q4 2026", "March 2026", "Week 12 2026", "2026", "17", "1.3.2027 - 30.4.2027", "Net cost Q4 2026"],
)
def test_a_time_is_no_measure(header: str) -> None:
    reading = READER.read(header)
    assert reading.wordless
    assert reading.claims == ()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Net cost 2026", "net_cost"),
        ("FY26 Net cost", "net_cost"),
        ("Net cost FY2025/26", "net_cost"),
        ("2026 / Net cost", "net_cost"),
        ("Coût 2026", "net_cost"),
        ("投放费用 2026", "net_cost"),
        ("01/03/2027 - 30/04/2027 / Investment", "net_cost"),
    ],
)
def test_a_year_beside_a_name_leaves_the_name(header: str, name: str) -> None:
    reading = READER.read(header)
    assert not reading.wordless
    assert [meaning.name for meaning in reading.exact] == [name]


@pytest.mark.parametrize(
    ("header", "is_time"),
    [("Week / Month", True), ("Week", True), ("Plays / Week", False), ("Plays/Month", False)],
)
def test_a_time_behind_a_stroke_says_how_often(header: str, is_time: bool) -> None:
    assert any(claim.name == "date" for claim in READER.read(header).claims) is is_time


@pytest.mark.parametrize(
    ("header", "name"),
    [("Groesse", "ad_size"), ("GROESSE", "ad_size"), ("Inv.", "net_cost"), ("Net inv.", "net_cost")],
)
def test_letters_that_a_keyboard_or_a_column_had_no_room_for(header: str, name: str) -> None:
    assert [meaning.name for meaning in READER.read(header).exact] == [name]


@pytest.mark.parametrize("header", ["Investmental", "Maze", "St. x"])
def test_words_that_nobody_knows_stay_unknown(header: str) -> None:
    assert READER.read(header).exact == ()


@pytest.mark.parametrize(
    ("header", "half"),
    [
        ("Net cost", None),  # one name
        ("Impressions clicks", None),
        ("Clicks clicks", None),
        ("Coût Klicks", None),
        ("Klicks / Clics", None),  # a group, and what stands below it
        ("Klicks/Clics", "klicks"),
        ("Clics\nKlicks EUR", "clics"),
        ("Klicks Clics", "klicks"),
        ("Klicks tap", None),
        ("Klicks (tap)", "klicks"),
        ("Facebook Clics", "clics"),
        ("Klicks TikTok", "klicks"),
        ("Facebook TikTok", None),
    ],
)
def test_either_half_of_a_name_in_two_languages(header: str, half: str | None) -> None:
    assert BILINGUAL._half(header) == half
