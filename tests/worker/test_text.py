"""The normal form in which two headers are the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text import (
    CJK,
    SPACELESS,
    all_plain,
    at_once,
    digits_alike,
    fold,
    is_tidy,
    normalise,
    plain,
    printable,
    where_alike,
    words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("net", "net net"),
        ("start date", "end date"),
        ("CTR", "CTR %"),
        ("cost usd", "cost $"),
        ("W1", "W2"),
    ],
)
def test_different_headers_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("header", "normal"),
    [
        ("Media_Cost  (USD)", "media cost usd"),
        ("mediaCost-usd", "media cost usd"),
        ("Стоимость,\nруб. с НДС", "стоимость руб с ндс"),
        ("\ufeffClicks\u200b", "clicks"),
        ("ＣＴＲ％", "ctr %"),  # full-width letters
        ("GÖSTERİM SAYISI", "gösterim sayisi"),
        ("लागत", "लागत"),
        ("ราคา/หน่วย", "ราคา หน่วย"),
        ("---", "---"),
        ("", ""),
    ],
)
def test_spellings_of_one_header_are_one(header: str, normal: str) -> None:
    assert normalise(header) == normal


def test_words_split_snake_camel_and_digits() -> None:
    assert words("Avg. CPC_2 (SpendUSD)") == ("avg", "cpc", "2", "spend", "usd")


@pytest.mark.parametrize(
    ("text", "folded"), [("Coût Días", "Cout Dias"), ("ё й", "ё й"), ("が", "が"), ("Tıklama", "Tiklama")]
)
def test_only_latin_letters_lose_their_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(header: str) -> None:
    assert normalise(normalise(header)) == normalise(header)


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["", "Placement 17", "TV  spot", " Radio", "Radio ", "Coût", "a\nb", "\n", "GST 5 %"]
        ),
        st.text(max_size=8),
    ),
    max_size=6,
)


@given(TEXTS)
def test_all_at_once_is_each_by_itself(texts: list[str]) -> None:
    assert all_plain(texts) == [plain(text) for text in texts]
    assert at_once(digits_alike, texts) == [digits_alike(text) for text in texts]


def test_texts_beyond_a_piece_keep_their_order() -> None:
    texts = [f"Placement {at}" for at in range(10_000)] + ["Plâcement"]
    assert all_plain(texts) == [f"placement {at}" for at in range(10_000)] + ["placement"]


@given(TEXTS)
def test_tidy_texts_are_printed_as_they_are(texts: list[str]) -> None:
    if is_tidy(texts):
        assert [printable(text).strip() for text in texts] == texts


@pytest.mark.parametrize(
    ("texts", "tidy"),
    [(["TV", "Radio spot"], True), (["TV", " Radio"], False), (["TV ", "Radio"], False), (["a\nb"], False), (["a\tb"], False)],
)  # fmt: skip
def test_what_is_tidy(texts: list[str], tidy: bool) -> None:
    assert is_tidy(texts) == tidy


def test_texts_that_differ_in_digits_are_asked_of_once() -> None:
    asked: list[str] = []

    def is_line(text: str) -> bool:
        asked.append(text)
        return text.startswith("Line")

    texts = [f"Line {at}" for at in range(10, 60)] + ["Total 7"]
    assert where_alike(texts, is_line) == texts[:-1]
    assert sorted(asked) == ["Line 00", "Total 0"]
    assert where_alike(texts, lambda text: False) == []


@pytest.mark.parametrize("letters", [CJK, SPACELESS])
def test_letters_of_scripts_are_those_of_their_pattern(letters: Any) -> None:
    pattern = re.compile(letters.pattern)
    for letter in map(
        chr, (*range(0x300, 0xD800, 7), *range(0xD7A0, 0xD7B8), 0x3040, 0x30FF, 0x3100, 0xE00, 0x1F600)
    ):
        for text in (letter, f"ä{letter}", f"{letter}ä"):
            assert bool(letters.search(text)) == bool(pattern.search(text)), text
            assert bool(letters.match(text)) == bool(pattern.match(text)), text
    assert letters.search("") is letters.match("") is letters.search("Größe") is None
