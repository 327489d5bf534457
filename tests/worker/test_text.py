"""The normal form in which two headers are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text import fold, normalise, words


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
