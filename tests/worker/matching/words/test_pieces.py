"""The smallest parts by which headers are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker import text
from worker.matching.words.pieces import pieces, pieces_of, stem


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("clicks", ("clicks",)),
        ("coût", ("cout",)),
        ("срс", ("cpc",)),
        ("рост", ("poct",)),
        ("показы", ("показы",)),
        ("点击率", ("点击", "击率")),
        ("费", ("费",)),
        ("想定imp数", ("想定", "imp", "数")),
        ("النقرات", ("نقرات",)),
        ("کمپین", ("كمپين",)),  # Persian letters as Arabic keyboards have them
        ("στόχος", ("στοχος",)),
        ("объём", ("объем",)),
        ("płatność", ("platnosc",)),
        ("đơn", ("don",)),
        ("køb", ("kob",)),
    ],
)
def test_one_word(word: str, wanted: tuple[str, ...]):
    assert pieces_of(word) == wanted


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        ("cpms", "cpms"),
        ("status", "status"),
        ("basis", "basis"),
        ("class", "class"),
        ("clicks", "click"),
        ("countries", "country"),
        ("показов", "показ"),
        ("показы", "показ"),
        ("дня", "дня"),
        ("alcance", "alcance"),
    ],
)
def test_the_stem_of_a_word(piece: str, wanted: str):
    assert stem(piece) == wanted


@given(st.text(max_size=40))
def test_no_word_is_lost(header: str):
    words = text.words(header)
    assert bool(pieces(words)) == bool(words)
    assert all(pieces(words))
